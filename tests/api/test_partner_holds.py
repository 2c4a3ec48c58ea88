"""Partner systems hold time and let it go."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from accounts.tokens import issue_token
from booking.enums import Channel, Competence, Status
from booking.models import Booking, Closure, Location
from booking.tokens import token_hash
from privacy.audit import SYSTEM
from tests.api.conftest import Caller, acknowledgement
from tests.booking.offices import derive
from tests.booking.offices import office as open_office
from tests.factories.booking import MunicipalityFactory, ServiceFactory

pytestmark = pytest.mark.django_db


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
    starts = partner.first_slots(family, 4, days_ahead=3)

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


@pytest.mark.parametrize("field", ["service", "location"])
def test_a_service_out_of_use_and_a_unit_itself_are_not_known(partner, office, field):
    body = partner.hold_body(office)
    if field == "service":
        office.service.__class__.objects.update(is_active=False)
        change = {}
    else:
        change = {"location": office.place.unit.slug}

    response = partner.post("holds/", body | change)

    assert response.status_code == 422
    assert [one["field"] for one in response.json()["errors"]] == [field]


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
