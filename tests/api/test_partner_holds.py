"""Partner systems hold, confirm and let go."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from accounts.tokens import issue_token
from booking.actions.tidying import tidy_holds
from booking.enums import Channel, Competence, Status
from booking.models import Booking, Closure, Location
from booking.tokens import manage_token, token_hash
from privacy.audit import SYSTEM
from privacy.models import AuditEntry, Notice
from tests.api.conftest import Caller
from tests.booking.offices import derive
from tests.booking.offices import office as open_office
from tests.factories.booking import MunicipalityFactory, RequiredDocumentFactory, ServiceFactory

pytestmark = pytest.mark.django_db


def acknowledgement(service, at, version=1):
    return Notice.objects.create(
        kind="acknowledgement",
        object_key=service.slug,
        version=version,
        effective_from=at,
        text_sl="Prinesite fotografijo.",
        text_sr="Понесите фотографију.",
        text_en="Bring a photograph.",
    )


@pytest.mark.req("B27", "B40")
def test_a_hold_says_what_was_taken_and_what_to_show(partner, office, now, settings):
    acknowledgement(office.service, now)
    start = partner.first_slots(office)[0]

    response = partner.post("holds/?lang=en", partner.hold_body(office, starts_at=start))

    booking = Booking.objects.get()
    answer = response.json()
    assert response.status_code == 201
    assert sorted(answer) == [
        "acknowledgement",
        "consent",
        "ends_at",
        "expires_at",
        "id",
        "starts_at",
    ]
    assert answer["starts_at"] == start
    assert answer["ends_at"] > start
    assert answer["acknowledgement"] == {"version": 1, "text": "Bring a photograph."}
    assert answer["consent"] == {"version": 1, "url": f"{settings.BASE_URL}/en/zasebnost/"}
    assert token_hash(answer["id"]) == booking.hold_hash
    assert (booking.channel, booking.partner) == (Channel.PARTNER, partner.row)


def test_a_hold_for_a_family_ends_with_the_last_of_it(partner, now):
    place, service = open_office(1, at=now)
    family = type("Office", (), {"place": place, "service": service})
    starts = partner.first_slots(family, 4)

    answer = partner.hold(family, count=3, starts_at=starts[0])

    assert answer["starts_at"] == starts[0]
    assert answer["ends_at"] == starts[3]


@pytest.mark.req("B27")
def test_the_same_key_gives_the_same_answer(partner, office):
    body = partner.hold_body(office)

    first, second = partner.post("holds/", body), partner.post("holds/", body)

    assert first.json() == second.json()
    assert first.status_code == second.status_code == 201
    assert Booking.objects.count() == 1


def test_the_same_key_gives_the_same_answer_whatever_else_is_asked(partner, office, now):
    other, service = open_office(service=ServiceFactory(), at=now)
    acknowledgement(office.service, now)
    body = partner.hold_body(office)
    held = partner.post("holds/", body).json()

    again = partner.post("holds/", body | {"service": service.slug, "location": other.slug})

    assert again.json() == held


def test_the_same_key_of_another_partner_is_another_hold(partner, stranger, office):
    assert partner.hold(office)["id"] != stranger.hold(office)["id"]


def test_the_same_key_gives_the_same_answer_after_confirming(partner, office):
    body = partner.hold_body(office)
    held = partner.post("holds/", body).json()
    partner.confirm(held)

    again = partner.post("holds/", body).json()

    assert {**again, "expires_at": ""} == {**held, "expires_at": ""}


def test_a_taken_time_is_answered_with_the_nearest(partner, office):
    starts = partner.first_slots(office, 6)
    for key in ("a", "b"):
        partner.hold(office, starts_at=starts[0], idempotency_key=key)

    response = partner.post(
        "holds/", partner.hold_body(office, starts_at=starts[0], idempotency_key="c")
    )

    answer = response.json()
    assert response.status_code == 409
    assert response.headers["Content-Type"] == "application/problem+json"
    assert (answer["code"], answer["status"]) == ("slot_taken", 409)
    assert [slot["starts_at"] for slot in answer["nearest"]] == starts[1:6]
    assert answer["nearest"][0]["location"] == office.place.slug
    assert answer["nearest"][0]["free"] == 2


def test_no_time_is_taken_while_there_is_no_privacy_notice(client, office, now):
    eager = Caller(client, *issue_token("Prehitra", by=SYSTEM, at=now))

    response = eager.post("holds/", eager.hold_body(office))

    assert (response.status_code, response.json()["code"]) == (503, "no_privacy_notice")
    assert Booking.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"service": "unknown"}, ["service"]),
        ({"service": 7}, ["service"]),
        ({"service": None}, ["service"]),
        ({"location": ["a"]}, ["location"]),
        ({"location": "a\0b"}, ["location"]),
        ({"starts_at": "tomorrow"}, ["starts_at"]),
        ({"starts_at": "2026-12-01T08:00:00"}, ["starts_at"]),
        ({"starts_at": "0001-01-01T00:00:00+14:00"}, ["starts_at"]),
        ({"starts_at": "9999-12-31T23:59:59-14:00"}, ["starts_at"]),
        ({"starts_at": "9999-12-31T00:00:00Z"}, ["starts_at"]),
        ({"starts_at": "0001-01-02T00:00:00Z"}, ["starts_at"]),
        ({"starts_at": "2020-01-01T08:00:00Z"}, ["starts_at"]),
        ({"starts_at": 1700000000}, ["starts_at"]),
        ({"count": 0}, ["count"]),
        ({"count": "1"}, ["count"]),
        ({"count": 1.0}, ["count"]),
        ({"count": True}, ["count"]),
        ({"count": 10**400}, ["count"]),
        ({"count": 5}, ["count"]),  # one more than the service takes
        ({"municipality": "nowhere"}, ["municipality"]),
        ({"municipality": {}}, ["municipality"]),
        ({"idempotency_key": ""}, ["idempotency_key"]),
        ({"idempotency_key": "x" * 201}, ["idempotency_key"]),
        ({"idempotency_key": "\ud800"}, ["idempotency_key"]),
        ({"idempotency_key": "a\0"}, ["idempotency_key"]),
        ({"count": -1, "service": "", "location": "x"}, ["count", "location", "service"]),
    ],
)
def test_a_malformed_hold_names_its_fields(partner, office, change, fields):
    response = partner.post("holds/", partner.hold_body(office) | change)

    assert response.status_code == 422, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    assert sorted({error["field"] for error in response.json()["errors"]}) == fields
    assert Booking.objects.count() == 0


@pytest.mark.parametrize("field", ["service", "location", "starts_at", "count", "idempotency_key"])
def test_a_missing_field_is_named(partner, office, field):
    body = partner.hold_body(office)
    del body[field]

    response = partner.post("holds/", body)

    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]


@pytest.mark.parametrize(
    "body",
    ["[]", "null", "7", '"text"', "{", "", "NaN", '{"a": Infinity}', "[" * 50_000, b"\xff\xfe{}"],
)
def test_a_body_that_is_no_object_is_refused(partner, office, body):
    response = partner.post("holds/", body)

    assert response.status_code == 422
    assert response.json()["code"] == "invalid"


def test_a_body_of_ten_megabytes_is_refused(partner):
    response = partner.post("holds/", b'{"service": "' + b"x" * 10_000_000 + b'"}')

    assert (response.status_code, response.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "x" * 5000])
def test_a_body_that_is_not_json_is_refused(partner, kind):
    response = partner.post("holds/", "a=1", content_type=kind)

    assert response.status_code == 415
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_unit_not_open_to_partners_cannot_be_booked(partner, office):
    body = partner.hold_body(office)
    Location.objects.filter(pk=office.place.unit_id).update(open_channels=[Channel.WEB])

    response = partner.post("holds/", body)

    assert (response.status_code, response.json()["code"]) == (422, "not_bookable")


@pytest.mark.req("B14")
def test_a_territorial_service_needs_the_municipality_of_its_unit(partner, now):
    place, service = open_office(service=ServiceFactory(competence=Competence.RESIDENCE), at=now)
    stage = type("Office", (), {"place": place, "service": service})
    MunicipalityFactory(slug="right", unit=place.unit)
    MunicipalityFactory(slug="wrong")
    body = partner.hold_body(stage)

    without = partner.post("holds/", body)
    wrong = partner.post("holds/", body | {"municipality": "wrong"})
    right = partner.post("holds/", body | {"municipality": "right"})

    assert without.json()["code"] == wrong.json()["code"] == "not_competent"
    assert without.json()["errors"][0]["field"] == "municipality"
    assert right.status_code == 201


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


def test_a_hold_let_go_is_free_again(partner, office):
    start = partner.first_slots(office)[0]
    held = partner.hold(office, count=2, starts_at=start)

    response = partner.delete(f"holds/{held['id']}/")
    again = partner.delete(f"holds/{held['id']}/")

    assert (response.status_code, response.content) == (204, b"")
    assert again.status_code == 204
    assert set(Booking.objects.get().appointments.values_list("status", flat=True)) == {
        Status.CANCELLED
    }
    assert partner.first_slots(office)[0] == start


def test_a_confirmed_hold_is_not_let_go(partner, office):
    held = partner.hold(office)
    partner.confirm(held)

    response = partner.delete(f"holds/{held['id']}/")

    assert (response.status_code, response.json()["code"]) == (409, "already_confirmed")
    assert Booking.objects.get().appointments.get().status == Status.BOOKED


@pytest.mark.req("X6")
def test_a_closed_office_has_nothing_to_hold(partner, office, now):
    body = partner.hold_body(office)
    Closure.objects.create(
        location=office.place, period=DateTimeTZRange(now, now + timedelta(days=60))
    )
    derive(office.place, at=now)

    response = partner.post("holds/", body)

    assert (response.status_code, response.json()["nearest"]) == (409, [])
