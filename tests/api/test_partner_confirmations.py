"""Partner systems confirm what they hold."""

import pytest

from booking.actions.tidying import tidy_holds
from booking.models import Booking
from booking.tokens import manage_token
from privacy.models import AuditEntry
from tests.api.conftest import acknowledgement
from tests.factories.booking import RequiredDocumentFactory

pytestmark = pytest.mark.django_db


@pytest.mark.req("B20", "B22", "B24", "B36", "B37")
def test_confirming_makes_the_appointment(partner, office, now, settings):
    acknowledgement(office.service, now)
    RequiredDocumentFactory(service=office.service)
    held = partner.hold(office)

    answer = partner.confirm(
        held,
        language="en",
        contact={"name": " Maja  Zupan ", "email": "maja@example.org", "phone": "041 234 567"},
        notify=["email", "sms"],
        visitors=[{"name": "Тања Ивић", "needs": "A ramp 🦽"}],
    )

    booking = Booking.objects.get()
    visitor = booking.visitors.get()
    manage = f"{settings.BASE_URL}/en/termin/{manage_token(booking.uid)}/"
    assert answer == {
        "reference": booking.reference,
        "starts_at": held["starts_at"],
        "ends_at": held["ends_at"],
        "location": office.place.slug,
        "manage_url": manage,
        "ics_url": f"{manage}termin.ics",
        "documents": [{"case": "always", "text": "Your old identity card"}],
    }
    assert (visitor.name, visitor.needs) == ("Тања Ивић", "A ramp 🦽")
    assert (booking.contact.name, booking.contact.phone) == ("Maja Zupan", "+38641234567")
    assert (booking.contact.wants_email, booking.contact.wants_sms) == (True, True)
    assert (booking.acknowledgement.version, booking.privacy_notice.version) == (1, 1)
    assert booking.language == "en"
    entry = AuditEntry.objects.filter(verb="confirm").get()
    assert (entry.actor_role, entry.actor_id, entry.channel) == (
        "partner",
        partner.row.pk,
        "partner",
    )


def test_confirming_twice_gives_the_same_answer(partner, office):
    held = partner.hold(office)

    assert partner.confirm(held) == partner.confirm(held)
    assert Booking.objects.confirmed().count() == 1


def test_without_visitors_the_contact_stands_for_all(partner, office):
    partner.book(office, count=2)

    assert [visitor.name for visitor in Booking.objects.get().visitors.all()] == ["Maja Zupan"] * 2


def expire(now):
    Booking.objects.get().appointments.update(expires_at=now)


@pytest.mark.req("B27")
def test_an_expired_hold_whose_time_is_free_is_still_confirmed(partner, office, now):
    held = partner.hold(office)
    expire(now)
    tidy_holds(at=now)

    assert partner.confirm(held)["starts_at"] == held["starts_at"]


def test_an_expired_hold_whose_time_is_gone_is_gone(partner, office, now):
    starts_at = partner.first_slots(office)[0]
    held = partner.hold(office, starts_at=starts_at)
    expire(now)
    for key in ("b", "c"):
        partner.hold(office, starts_at=starts_at, idempotency_key=key)

    response = partner.post(f"holds/{held['id']}/confirm/", partner.confirm_body(held))

    assert (response.status_code, response.json()["code"]) == (410, "hold_expired")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"contact": None}, "contact"),
        ({"contact": "Maja"}, "contact"),
        ({"contact": {"email": "a@example.org"}}, "contact.name"),
        ({"contact": {"name": 7, "email": "a@example.org"}}, "contact.name"),
        ({"contact": {"name": "\ud83d", "email": "a@example.org"}}, "contact.name"),
        ({"contact": {"name": "x" * 121, "email": "a@example.org"}}, "contact.name"),
        ({"contact": {"name": "Maja", "email": "nobody"}}, "contact.email"),
        ({"contact": {"name": "Maja", "email": "a@b.si\nBcc: c@d.si"}}, "contact.email"),
        ({"contact": {"name": "Maja", "phone": "041234567"}}, "contact.email"),
        ({"contact": {"name": "Maja"}, "notify": []}, "contact.email"),
        ({"contact": {"name": "Maja", "email": "a@b.si", "phone": "12"}}, "contact.phone"),
        ({"notify": ["sms"]}, "contact.phone"),
        ({"notify": "email"}, "notify"),
        ({"notify": ["pigeon"]}, "notify.0"),
        ({"notify": [{}]}, "notify.0"),
        ({"visitors": [{"name": ""}]}, "visitors.0.name"),
        ({"visitors": [{"name": "A", "needs": "x" * 501}]}, "visitors.0.needs"),
        ({"visitors": [{"name": "Ana"}, {"name": "Bor"}]}, "visitors"),
        ({"visitors": ["Ana"]}, "visitors.0"),
        ({"visitors": {"name": "Ana"}}, "visitors"),
        ({"language": "de"}, "language"),
        ({"language": 1}, "language"),
        ({"consent_version": 2}, "consent_version"),
        ({"consent_version": "1"}, "consent_version"),
        ({"consent_version": 10**30}, "consent_version"),
        ({"acknowledged_version": None}, "acknowledged_version"),
        ({"acknowledged_version": 9}, "acknowledged_version"),
    ],
)
def test_a_malformed_confirmation_names_its_field(partner, office, now, change, field):
    acknowledgement(office.service, now)
    held = partner.hold(office)

    response = partner.post(f"holds/{held['id']}/confirm/", partner.confirm_body(held, **change))

    assert response.status_code == 422, response.content
    assert [error["field"] for error in response.json()["errors"]] == [field]
    assert Booking.objects.confirmed().count() == 0


@pytest.mark.req("B22")
def test_the_version_shown_with_the_hold_is_good_enough(partner, office, now):
    acknowledgement(office.service, now)
    held = partner.hold(office)
    newer = acknowledgement(office.service, Booking.objects.get().created_at, version=2)
    Booking.objects.update(created_at=now)

    partner.confirm(held)

    assert newer.version == 2
    assert Booking.objects.get().acknowledgement.version == 1
