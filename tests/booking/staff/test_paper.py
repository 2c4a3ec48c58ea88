"""The lists staff take away: day and week, by counter and by service, as PDF and XLSX (B10)."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader
from wagtail.users.models import UserProfile

from accounts.roles import Role
from privacy.models import AuditEntry
from tests.booking.acting import book
from tests.booking.offices import EIGHT, TUESDAY, local, office
from tests.factories.accounts import staff

pytestmark = pytest.mark.django_db


def address(place, period="dan", form="xlsx", query=""):
    return reverse("calendar:paper", args=[place.slug, TUESDAY, period, form]) + query


@pytest.mark.req("B10", "X3")
def test_week_table_has_the_week_and_leaves_an_entry_in_the_trail(client):
    place, service = office(1)
    tuesday, friday = (book(place, service, at) for at in (EIGHT, local("2026-11-20", "08:00")))
    staff(client, Role.CLERK, scope=place)

    answer = client.get(address(place, "teden"))

    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [row[8] for row in rows[1:]] == [tuesday.reference, friday.reference]
    assert answer["Content-Disposition"] == (
        f'attachment; filename="{place.slug}-2026-11-16-teden.xlsx"'
    )
    entry = AuditEntry.objects.get(verb="exported")
    assert (entry.object_id, entry.actor_role) == (str(place.pk), "clerk")


@pytest.mark.req("B10", "B73")
def test_paper_is_slovene_whatever_language_its_reader_chose(client, django_user_model):
    place, service = office(1)
    book(place, service, EIGHT)
    staff(client, Role.CLERK, scope=place)
    user = django_user_model.objects.get()
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})

    made = PdfReader(BytesIO(client.get(address(place, form="pdf", query="?po=storitve")).content))

    text = made.pages[0].extract_text()
    assert "po storitvah" in text
    assert service.name_sl in text
    assert "by service" not in text


@pytest.mark.parametrize(("period", "form"), [("leto", "pdf"), ("dan", "docx")])
def test_list_that_is_not_offered_is_not_there(client, period, form):
    place, _service = office(1)
    staff(client, Role.CLERK, scope=place)

    assert client.get(address(place, period, form)).status_code == 404
