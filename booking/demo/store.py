"""Writes planned visits as confirmed bookings, by COPY: a nation in seconds.

A booking of the demonstration is known by its uid: version 5, made from a name, where a real one
is version 4, drawn by chance.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import connection
from psycopg.types.range import TimestamptzRange

from booking.demo.day_plan import Visit
from booking.enums import Channel, Competence, Status
from booking.models import Booking, Counter, Municipality, Service
from booking.tokens import manage_token, new_reference, token_hash
from privacy.enums import NoticeKind
from privacy.models import Notice

NAMESPACE = uuid.UUID("5b0c8c0e-6a0f-4d5a-9f4e-0d3a6c1f7e21")
_LANGUAGES = ["sl"] * 90 + ["en"] * 5 + ["sr"] * 4 + ["sr-latn"]
_CHANNELS = [Channel.WEB] * 72 + [Channel.UNIT] * 22 + [Channel.PARTNER] * 6
_NO_SHOW_SHARE = 0.06
# Plainly invented: surnames that mean sample, trial, example, model.
FIRST = ("Ana", "Bojan", "Cvetka", "Darko", "Eva", "Franc", "Gordana", "Ivan", "Jasna", "Luka")
LAST = ("Vzorec", "Poskus", "Primer", "Zgled", "Vzorčnik", "Preizkus", "Primerek", "Zamislek")
_NEEDS = ("dostop brez stopnic", "tolmač za slovenski znakovni jezik", "spremlja me pes vodnik")
_NEEDS_EVERY = 40
_BOOKINGS = (
    "COPY booking_booking (id, uid, reference, sequence, manage_hash, service_id, location_id,"
    " municipality_id, language, channel, is_extended, override_reason, acknowledgement_id,"
    " privacy_notice_id, created_at, confirmed_at) FROM STDIN"
)
_VISITORS = (
    "COPY booking_visitor (id, booking_id, name, is_child, is_represented, needs) FROM STDIN"
)
_CONTACTS = (
    "COPY booking_contact (booking_id, name, email, phone, wants_email, wants_sms) FROM STDIN"
)
_APPOINTMENTS = (
    "COPY booking_appointment (booking_id, counter_id, service_id, visitor_id, period, ends_at,"
    " status, created_at, changed_at) FROM STDIN"
)


@dataclass
class Facts:
    """What every booking needs to know, read once."""

    at: datetime
    privacy_notice: int | None = None
    acknowledgements: dict[int, int] = field(default_factory=dict)
    municipalities: dict[int, list[int]] = field(default_factory=dict)
    territorial: set[int] = field(default_factory=set)

    @classmethod
    def read(cls, at: datetime) -> "Facts":
        facts = cls(at)
        privacy = Notice.objects.in_force(NoticeKind.PRIVACY, "booking", at)
        facts.privacy_notice = privacy.pk if privacy else None
        services = dict(Service.objects.values_list("slug", "pk"))
        notices = Notice.objects.filter(
            kind=NoticeKind.ACKNOWLEDGEMENT, object_key__in=services, effective_from__lte=at
        ).order_by("version")
        facts.acknowledgements = {services[row.object_key]: row.pk for row in notices}
        for unit, key in Municipality.objects.order_by("slug").values_list("unit_id", "pk"):
            facts.municipalities.setdefault(unit, []).append(key)
        territorial = Service.objects.exclude(competence=Competence.ANY)
        facts.territorial = set(territorial.values_list("pk", flat=True))
        return facts


def store(planned: Iterable[tuple[Counter, Visit]], *, at: datetime) -> int:
    """Write the visits as bookings made before `at`; return how many appointments that is.

    The counters are locked by the caller. Raises IntegrityError where a time is taken.
    """
    visits = list(planned)
    if not visits:
        return 0
    facts = Facts.read(at)
    keys = _reserved_keys("booking_booking", len(visits))
    drawn = [
        _booking(key, reference, counter, visit, facts)
        for key, reference, (counter, visit) in zip(
            keys, _references(len(visits)), visits, strict=True
        )
    ]
    _copy(_BOOKINGS, (row for row, _made_at in drawn))
    people = [
        (key, number)
        for key, (_c, visit) in zip(keys, visits, strict=True)
        for number in range(visit.people)
    ]
    visitors = _reserved_keys("booking_visitor", len(people))
    _copy(_VISITORS, map(_visitor, visitors, people))
    _copy(_CONTACTS, (_contact(key) for key in keys))
    seats = iter(visitors)
    rows = [
        row
        for key, (counter, visit), (_row, made_at) in zip(keys, visits, drawn, strict=True)
        for row in _appointments(key, counter, visit, made_at, at, seats)
    ]
    _copy(_APPOINTMENTS, iter(rows))
    return len(rows)


def settle_past(at: datetime) -> int:
    """Turn the demonstration's appointments that are over by `at` to served or no-show."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE booking_appointment AS appointment
               SET status = CASE WHEN appointment.id %% 16 = 0 THEN 'no_show' ELSE 'served' END,
                   changed_at = upper(appointment.period)
              FROM booking_booking AS booking
             WHERE booking.id = appointment.booking_id
               AND appointment.status = 'booked' AND upper(appointment.period) <= %s
               AND substr(booking.uid::text, 15, 1) = '5'
            """,
            [at],
        )
        return cursor.rowcount


def _reserved_keys(table: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, count],
        )
        return [key for (key,) in cursor.fetchall()]


def _references(count: int) -> list[str]:
    """Draw references nobody has; among so many, two draws may well be the same."""
    stored = set(Booking.objects.confirmed().values_list("reference", flat=True))
    fresh: set[str] = set()
    while len(fresh) < count:
        reference = new_reference()
        if reference not in stored:
            fresh.add(reference)
    return list(fresh)


def _booking(
    key: int, reference: str, counter: Counter, visit: Visit, facts: Facts
) -> tuple[tuple[Any, ...], datetime]:
    name = f"{counter.location.slug} {counter.label} {visit.starts_at:%Y%m%d%H%M}"
    chance = Random(name)  # noqa: S311 - not a secret
    uid = uuid.uuid5(NAMESPACE, f"{name} {facts.at:%Y%m%d}")
    made_at = min(visit.starts_at, facts.at) - timedelta(minutes=chance.randint(60, 30_000))
    service = visit.offer.service_id
    known = facts.municipalities.get(counter.location.unit_id or 0)
    municipality = chance.choice(known) if known and service in facts.territorial else None
    row = (
        key,
        uid,
        reference,
        0,
        token_hash(manage_token(uid)),
        service,
        counter.location_id,
        municipality,
        chance.choice(_LANGUAGES),
        chance.choice(_CHANNELS).value,
        False,
        "",
        facts.acknowledgements.get(service),
        facts.privacy_notice,
        made_at,
        made_at,
    )
    return row, made_at


def _appointments(
    key: int,
    counter: Counter,
    visit: Visit,
    made_at: datetime,
    at: datetime,
    visitors: Iterator[int],
) -> Iterator[tuple[Any, ...]]:
    offer = visit.offer
    for number, start in enumerate(visit.starts):
        end = start + offer.length
        status, changed_at = Status.BOOKED, made_at
        if end <= at:
            came = (key + number) % round(1 / _NO_SHOW_SHARE)
            status, changed_at = (Status.SERVED if came else Status.NO_SHOW), end
        period = TimestamptzRange(start, end)
        yield (
            key,
            counter.pk,
            offer.service_id,
            next(visitors),
            period,
            start + offer.visit,
            status.value,
            made_at,
            changed_at,
        )


def _copy(statement: str, rows: Iterator[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _name(key: int) -> str:
    """Return the invented name that goes with a booking."""
    chance = Random(key)  # noqa: S311 - not a secret
    return f"{chance.choice(FIRST)} {chance.choice(LAST)}"


def _visitor(key: int, person: tuple[int, int]) -> tuple[Any, ...]:
    booking, number = person
    needs = _NEEDS[key % len(_NEEDS)] if key % _NEEDS_EVERY == 0 else ""
    return (key, booking, _name(booking + number * 7919), number > 1, False, needs)


def _contact(key: int) -> tuple[Any, ...]:
    return (key, _name(key), f"stranka{key}@example.org", "", True, False)
