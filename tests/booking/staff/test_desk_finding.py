"""Finding a customer: forgiving to spelling, closed to foreign units, and without a trace (B40)."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from booking.enums import Status
from booking.folded_names import FoldedName, spelling_of
from booking.models import Appointment, Visitor
from booking.staff.customers import MOST, keys_of, question
from booking.staff.views.desk.find import LIMIT, may_search
from languages.sorting import plain
from privacy.models import AuditEntry
from tests.booking.offices import office
from tests.booking.staff.desk import found
from tests.factories.accounts import staff
from tests.factories.booking import (
    STARTS_AT,
    AppointmentFactory,
    BookingFactory,
    VisitorFactory,
    booked,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_searched():
    cache.clear()


@pytest.fixture
def place(client):
    place, _service = office(1)
    staff(client, Role.CLERK, scope=place.unit)
    return place


def search(client, text):
    return client.post(reverse("calendar:find"), {"question": text})


def at(place, name="Maja Zupan", *, contact=None, days=0, **fields):
    """Return a booking at `place` for `name`, so many days after the usual one."""
    return booked(
        location=place,
        service=place.counters.get().services.get(),
        counter=place.counters.get(),
        visitors=({"name": name},),
        starts_at=STARTS_AT + timedelta(days=days),
        contact=contact or {"name": name},
        **fields,
    )


@pytest.mark.req("B40")
@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Žiga Čšović", "ziga csovic"),
        ("Žiga Čšović", "ŽIGA"),
        ("Žiga Čšović", "ČŠOVIĆ Žiga"),
        ("Žiga Čšović", "šov"),
        ("Ђорђе Љубишић", "djordje ljubisic"),
        ("Ђорђе Љубишић", "Đorđe"),
        ("Đorđe Ljubišić", "Ђорђе"),
        ("Đorđe Ljubišić", "љуб"),
        ("Џевад Њего", "dževad njego"),
        ("Dževad Njego", "Џевад"),
        ("Anne-Marie O'Neil", "neil anne"),
        ("Renée Müller", "renee muller"),
        ("Zoë 100%_Test", "100%_test"),
    ],
)
def test_name_is_found_whatever_its_spelling(client, place, name, asked):
    wanted = at(place, name)
    at(place, "Janez Kovač", days=1)

    assert found(search(client, asked)) == [wanted.reference]


@pytest.mark.req("B40")
def test_every_word_must_be_in_one_name(client, place):
    at(place, "Maja Zupan", contact={"name": "Bor Kralj", "email": "bor@example.org"})

    assert found(search(client, "maja kralj")) == []
    assert len(found(search(client, "bor kralj"))) == 1


@pytest.mark.req("B40")
@pytest.mark.parametrize(
    "asked",
    [
        "7kq4mz82",
        " 7KQ4-MZ82 ",
        "7kq4 mz82",
        "041 234 567",
        "+386 41 234 567",
        "00386 41 234 567",
        "041/234-567",
        "ANA.kralj@Example.org",
    ],
)
def test_reference_telephone_and_mail_are_found_as_they_are_written(client, place, asked):
    contact = {
        "name": "Ana Kralj",
        "email": "ana.kralj@example.org",
        "phone": "+38641234567",
    }
    wanted = at(place, "Bor Kralj", contact=contact, reference="7KQ4-MZ82")
    at(place, "Janez Kovač", days=1)

    assert found(search(client, asked)) == [wanted.reference]


def test_eight_letters_may_be_a_reference_or_a_name(client, place):
    by_name = at(place, "Marjetka Kralj")
    by_reference = at(place, "Janez Kovač", days=1, reference="MARJ-ETKA")

    assert set(found(search(client, "Marjetka"))) == {by_name.reference, by_reference.reference}


@pytest.mark.req("B1", "B40", "X2")
@pytest.mark.parametrize("asked", ["zupan", "7KQ4-MZ82", "041 234 567", "maja@example.org"])
def test_customer_of_a_foreign_unit_is_never_found(client, place, asked):
    stranger, _service = office(1)
    contact = {"name": "Maja Zupan", "email": "maja@example.org", "phone": "+38641234567"}
    at(stranger, contact=contact, reference="7KQ4-MZ82")

    page = search(client, asked)

    assert found(page) == []
    assert "Zupan" not in page.content.decode().replace('value="zupan"', "")


def test_unconfirmed_hold_is_not_found(client, place):
    hold = BookingFactory(location=place, confirmed_at=None, reference=None, manage_hash=None)
    VisitorFactory(booking=hold, name="Maja Zupan")

    assert found(search(client, "zupan")) == []


@pytest.mark.req("B40")
def test_newest_appointment_comes_first_and_its_status_is_said(client, place):
    old, new = at(place, days=-7), at(place, days=7)
    Appointment.objects.filter(booking=old).update(status=Status.NO_SHOW)

    page = search(client, "zupan")

    rows = page.context["rows"]
    assert found(page) == [new.reference, old.reference]
    assert [row["appointment"].status for row in rows] == [Status.BOOKED, Status.NO_SHOW]
    assert str(Status.NO_SHOW.label) in page.content.decode()


def test_moved_booking_shows_the_time_that_counts(client, place):
    booking = at(place)
    Appointment.objects.filter(booking=booking).update(status=Status.MOVED)
    earlier = AppointmentFactory(
        booking=booking,
        counter=place.counters.get(),
        starts_at=STARTS_AT - timedelta(days=1),
        visitor=booking.visitors.get(),
    )

    row = search(client, "zupan").context["rows"][0]

    assert row["appointment"] == earlier


def test_at_most_fifty_are_shown_and_the_page_says_there_are_more(client, place):
    for number in range(MOST + 1):
        at(place, days=number + 1)

    page = search(client, "zupan")

    assert len(page.context["rows"]) == MOST
    assert page.context["has_more"]
    assert AuditEntry.objects.get(verb="search").object_id == str(MOST)


def test_results_cost_the_same_queries_at_one_row_and_at_thirty(client, place):
    at(place)
    search(client, "zupan")  # whatever is read once a process
    with CaptureQueriesContext(connection) as one:
        search(client, "zupan")
    for number in range(1, 30):
        at(place, days=number)

    with CaptureQueriesContext(connection) as thirty:
        page = search(client, "zupan")

    assert len(page.context["rows"]) == 30
    assert len(thirty.captured_queries) == len(one.captured_queries)


@pytest.mark.req("X3", "X4")
def test_search_leaves_a_row_without_what_was_typed(client, place, caplog):
    caplog.set_level("DEBUG")
    at(place)

    page = search(client, "Zupan")

    entry = AuditEntry.objects.get(verb="search")
    kept = str(AuditEntry.objects.values().get(pk=entry.pk)).lower()
    assert (entry.object_type, entry.object_id) == ("booking.search", "1")
    assert entry.actor_role == "clerk"
    assert "zupan" not in kept + caplog.text.lower()
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.req("X4")
def test_nothing_in_the_address_is_searched_for(client, place):
    at(place)

    page = client.get(reverse("calendar:find"), {"question": "zupan"})

    assert "rows" not in page.context
    assert not AuditEntry.objects.filter(verb="search").exists()


def test_search_without_the_forms_token_is_refused(place, client):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies

    assert search(strict, "zupan").status_code == 403


@pytest.mark.parametrize("asked", ["", " ", "a", "---", "041 23 45", "\x00\x00", "ž" * 300])
def test_question_that_can_find_nobody_is_answered_with_words(client, place, asked):
    page = search(client, asked)

    assert page.status_code == 200
    assert page.context["form"].errors
    assert not AuditEntry.objects.filter(verb="search").exists()


@pytest.mark.req("X4")
def test_too_many_searches_are_stopped_for_one_person_only(client, place):
    colleague = staff(Client(), Role.CLERK, scope=place.unit)
    at(place)

    me = User.objects.exclude(pk=colleague.session["_auth_user_id"]).get()
    for _number in range(LIMIT - 1):
        assert may_search(me.pk, timezone.now())
    last = search(client, "zupan")
    stopped = search(client, "zupan")

    assert last.status_code == 200
    assert stopped.status_code == 429
    assert "rows" not in stopped.context
    assert len(found(search(colleague, "zupan"))) == 1


def test_erased_customer_is_not_found_by_name(client, place):
    booking = at(place)
    Visitor.objects.filter(booking=booking).delete()
    booking.contact.delete()

    assert found(search(client, "zupan")) == []
    assert found(search(client, booking.reference)) == [booking.reference]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("ljiljana", "Љиљана"),
        ("Љиљана", "LJILJANA"),
        ("njunjic", "Њуњић"),
        ("dzadza", "Џаџа"),
        ("Џаџа", "Džadža"),
        ("sisko", "ШИШКО"),
        ("cacak", "Čaćak"),
        ("dorde", "Djordje"),
        ("djordje", "Đorđe"),
        ("l", "Љ"),
        ("ψ", "Ψ"),
    ],
)
def test_part_of_a_name_is_found_however_it_is_spelt(asked, name):
    visitor = VisitorFactory(name=name)
    VisitorFactory(name="Peter Primer")

    folded = Visitor.objects.alias(folded=FoldedName("name"))
    assert list(folded.filter(folded__regex=spelling_of(asked))) == [visitor]


def test_latin_letters_with_marks_fold_as_the_searches_of_citizens_do():
    """What Europe's names are written with; the dictionary is PostgreSQL's, the rule is ours."""
    letters = [chr(code) for code in range(0xC0, 0x180) if chr(code).isalpha()]
    simple = [one for one in letters if len(plain(one)) == 1 and plain(one).isascii()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT booking_folded_name(one) FROM unnest(%s::text[]) WITH ORDINALITY u(one, n)"
            " ORDER BY n",
            [simple],
        )
        folded = [row[0] for row in cursor.fetchall()]

    assert len(simple) > 90
    assert folded == [plain(one) for one in simple]


@pytest.mark.req("B40")
def test_name_is_found_by_the_trigram_index():
    """With sequential scans off the plan shows whether the index can answer the question at all."""
    question_of_desk = question("Živa Zupan")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = keys_of(question_of_desk).explain()

    assert "booking_contact_name_parts" in plan
    assert "booking_visitor_name_parts" in plan


def test_question_is_read_as_what_it_may_be():
    assert question("7kq4-mz82").reference == "7KQ4-MZ82"
    assert question("041 234 567").phone == "+38641234567"
    assert question("a@example.org").email == "a@example.org"
    assert question("O'Neil, Ana").words == ("O", "Neil", "Ana")
