"""Who is let in, and that what others booked does not exist (X2)."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.tokens import issue_token, revoke_token
from api.throttling import MOST_MISSES
from booking.models import Booking
from privacy.audit import SYSTEM
from tests.api.conftest import Caller
from tests.factories.booking import booked as booked_on_the_web

pytestmark = [pytest.mark.django_db, pytest.mark.req("X2")]

PARTNER_ADDRESSES = [
    ("post", "holds/"),
    ("delete", f"holds/{'x' * 43}/"),
    ("post", f"holds/{'x' * 43}/confirm/"),
    ("post", "appointments/ABCD-2345/cancel/"),
    ("post", "appointments/ABCD-2345/reschedule/"),
]


@pytest.mark.parametrize(("method", "path"), PARTNER_ADDRESSES)
@pytest.mark.parametrize(
    "header",
    [
        "",
        "Token",
        "Token ",
        "Token wrong",
        "Token wrong token",
        "Bearer {raw}",
        "{raw}",
        "Token {hash}",
        "Token \xff\x00",
        "Token " + "x" * 5000,
    ],
)
def test_without_a_good_token_nobody_gets_in(client, partner, method, path, header):
    header = header.format(raw=partner.raw, hash=partner.row.token_hash)
    headers = {"Authorization": header} if header else {}

    response = getattr(client, method)(f"/api/v1/{path}", headers=headers)

    assert response.status_code == 401
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["WWW-Authenticate"] == 'Token realm="Okence"'


@pytest.mark.parametrize(("method", "path"), PARTNER_ADDRESSES)
def test_a_revoked_token_is_no_token(partner, now, method, path):
    partner.row.valid_from = now - timedelta(days=1)
    partner.row.save()
    revoke_token(partner.row, by=SYSTEM, at=timezone.now())

    response = getattr(partner.client, method)(f"/api/v1/{path}", headers=partner.headers)

    assert response.status_code == 401


def test_guessing_tokens_is_slowed_down_but_a_good_token_still_works(client, partner, office):
    wrong = {"Authorization": "Token guess"}
    for _attempt in range(MOST_MISSES):
        assert client.post("/api/v1/holds/", headers=wrong).status_code == 401

    refused = client.post("/api/v1/holds/", headers=wrong)

    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "300"
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert partner.hold(office)["id"]
    cache.clear()


@pytest.mark.req("B40")
def test_a_partner_sees_no_booking_of_another(partner, stranger, office):
    held = partner.hold(office)
    theirs = stranger.hold(office, idempotency_key="theirs")
    confirmed = partner.book(office, idempotency_key="second")
    before = list(Booking.objects.order_by("pk").values())

    answers = [
        stranger.delete(f"holds/{held['id']}/"),
        stranger.post(f"holds/{held['id']}/confirm/", stranger.confirm_body(held)),
        stranger.post(f"appointments/{confirmed['reference']}/cancel/"),
        stranger.post(f"appointments/{confirmed['reference']}/reschedule/", {"hold": theirs["id"]}),
    ]
    with_foreign_hold = partner.post(
        f"appointments/{confirmed['reference']}/reschedule/", {"hold": theirs["id"]}
    )

    assert [answer.status_code for answer in answers] == [404] * 4
    assert {answer.headers["Content-Type"] for answer in answers} == {"application/problem+json"}
    assert with_foreign_hold.status_code == 422
    assert list(Booking.objects.order_by("pk").values()) == before


def test_a_partner_cannot_touch_what_was_booked_on_the_web(partner):
    booking = booked_on_the_web(reference="ABCD-2345")

    response = partner.post("appointments/ABCD-2345/cancel/")

    assert response.status_code == 404
    assert booking.appointments.get().status == "booked"


def test_a_partner_keeps_its_bookings_when_its_token_is_replaced(partner, office, now, client):
    reference = partner.book(office)["reference"]
    renewed = Caller(client, *issue_token(partner.row.name, by=SYSTEM, at=now))

    assert renewed.post(f"appointments/{reference}/cancel/").status_code == 200


def test_the_same_key_after_the_token_was_replaced_is_the_same_hold(partner, office, now, client):
    body = partner.hold_body(office)
    held = partner.post("holds/", body).json()
    renewed = Caller(client, *issue_token(partner.row.name, by=SYSTEM, at=now))

    assert renewed.post("holds/", body).json() == held


def test_reading_needs_no_token_and_ignores_a_wrong_one(client, office):
    response = client.get("/api/v1/services/", headers={"Authorization": "Token wrong"})

    assert response.status_code == 200
