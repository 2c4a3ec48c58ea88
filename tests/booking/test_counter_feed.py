"""The private calendar of a counter: what it tells, and to whom (I1, I3, X4)."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from booking.actions.changing import cancel, reschedule
from booking.actions.holding import hold
from booking.enums import Status
from booking.feeds import OF_COUNTERS, CounterCalendar, holder_of
from calendars.actions.links import give_link, take_link
from calendars.feed_ics import feed_ics
from calendars.models import FeedLink
from calendars.views.personal import MISSES
from portal.log_lines import LineWithoutTokens
from tests.booking.offices import AT, CITIZEN, EIGHT, NINE, local, office
from tests.calendars import octets
from tests.factories.booking import CounterFactory, ServiceFactory, booked

READ = 5  # whose link, whose counter, the version, its date, the appointments
UNCHANGED = 4  # all but the appointments

pytestmark = pytest.mark.django_db

LONG = "Издавање личне карте држављанину који живи у иностранству; потврда"


@pytest.fixture(autouse=True)
def _forget_misses(db):
    cache.clear()


@pytest.fixture
def counter(db):
    place, _service = office(1, name="Upravna enota Litija")
    return place.counters.get()


def at_counter(counter, **fields):
    return booked(location=counter.location, counter=counter, **fields)


def told(counter, at=AT):
    """Return the events of the counter's feed, read by hand."""
    return octets.events(feed_ics(CounterCalendar(counter), at=at, language="sl"))


def states(counter, at=AT):
    return [(event["DTSTART"], event["STATUS"]) for event in told(counter, at)]


def address(token):
    return reverse("personal_feed", args=["okence", token])


@pytest.fixture
def link(counter):
    return address(give_link(OF_COUNTERS, holder_of(counter), by=CITIZEN, at=AT))


@pytest.mark.req("I1", "X4")
def test_feed_tells_times_and_services_and_nobody(counter):
    facts = {"name": "Maja Zupan", "email": "maja@example.org", "phone": "+38640123456"}
    visitors = ({"name": "Janez Novak", "needs": "tolmač"},)
    booking = at_counter(counter, contact=facts, visitors=visitors)
    at_counter(CounterFactory(location=counter.location, label="Okence 2"))

    raw = feed_ics(CounterCalendar(counter), at=AT, language="sl")

    (event,) = octets.events(raw)
    assert event["SUMMARY"] == "Osebna izkaznica"
    assert event["LOCATION"] == r"Upravna enota Litija\, Okence 1"
    assert [event["DTSTART"], event["DTEND"]] == ["20261117T082000", "20261117T083500"]
    assert set(event) == {
        "UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "LOCATION",
        "STATUS", "TRANSP",
    }  # fmt: skip
    secrets = ["Maja", "Janez", "maja@", "40123456", "tolma", booking.reference, str(booking.uid)]
    assert [word for word in secrets if word in raw.decode()] == []


@pytest.mark.req("I1")
@pytest.mark.parametrize("status", Status)
def test_feed_tells_what_is_or_was_confirmed(counter, status):
    booking = at_counter(counter)
    expires = AT if status in (Status.HELD, Status.OFFERED) else None
    booking.appointments.update(status=status, changed_at=AT, expires_at=expires)
    told_as = {
        Status.BOOKED: "CONFIRMED",
        Status.ARRIVED: "CONFIRMED",
        Status.SERVED: "CONFIRMED",
        Status.NO_SHOW: "CONFIRMED",
        Status.COOLING: "CANCELLED",
        Status.CANCELLED: "CANCELLED",
        Status.REVOKED: "CANCELLED",
        Status.MOVED: "CANCELLED",
    }

    assert [event["STATUS"] for event in told(counter)] == list(filter(None, [told_as.get(status)]))


@pytest.mark.req("I1")
def test_hold_is_not_told_while_it_lives_nor_after_it_was_given_back(counter):
    booking = at_counter(counter, confirmed_at=None)
    assert told(counter) == []

    booking.appointments.update(status=Status.CANCELLED, changed_at=AT)

    assert told(counter) == []


def test_walk_in_is_told_like_anybody(counter):
    at_counter(counter, is_walk_in=True)

    assert [event["SUMMARY"] for event in told(counter)] == ["Osebna izkaznica"]


@pytest.mark.parametrize(
    ("days", "is_told"), [(-31, False), (-29, True), (119, True), (121, False)]
)
def test_feed_reaches_thirty_days_back_and_a_hundred_and_twenty_ahead(counter, days, is_told):
    at_counter(counter, starts_at=AT + timedelta(days=days))

    assert len(told(counter)) == is_told


@pytest.mark.req("I1")
def test_cancelled_appointment_stays_for_thirty_days_and_comes_back_when_it_is_undone(counter):
    booking = at_counter(counter)
    (before,) = told(counter)

    cancel(booking, by=CITIZEN, at=AT)
    (gone,) = told(counter)

    assert [gone["UID"], gone["STATUS"]] == [before["UID"], "CANCELLED"]
    assert int(gone["SEQUENCE"]) > int(before["SEQUENCE"])
    assert gone["DTSTAMP"] == "20261116T070000Z"
    assert len(told(counter, AT + timedelta(days=30, seconds=-1))) == 1
    assert told(counter, AT + timedelta(days=30)) == []

    later = AT + timedelta(minutes=1)
    booking.appointments.update(status=Status.BOOKED, changed_at=later)
    (again,) = told(counter)

    assert [again["UID"], again["STATUS"]] == [before["UID"], "CONFIRMED"]
    # RFC 5546, 2.1.5: of equal SEQUENCE, the later DTSTAMP counts.
    assert (int(again["SEQUENCE"]), again["DTSTAMP"]) > (int(gone["SEQUENCE"]), gone["DTSTAMP"])


@pytest.mark.req("I1")
def test_revoked_past_appointment_is_still_said_to_be_off(counter):
    booking = at_counter(counter, starts_at=AT - timedelta(days=29))
    booking.appointments.update(status=Status.REVOKED, changed_at=AT)

    later = AT + timedelta(days=20)

    assert [event["STATUS"] for event in told(counter, later)] == ["CANCELLED"]


@pytest.mark.req("I1")
def test_moved_appointment_leaves_its_old_time_and_takes_the_new_one():
    place, service = office(1)
    counter = place.counters.get()
    booking = booked(location=place, counter=counter, service=service, starts_at=EIGHT)
    taken = hold(service, place, starts_at=NINE, by=CITIZEN, language="sl", at=AT, moves=booking)
    assert states(counter) == [("20261117T080000", "CONFIRMED")]

    reschedule(booking, hold=taken.booking, by=CITIZEN, at=AT)

    assert states(counter) == [
        ("20261117T080000", "CANCELLED"), ("20261117T090000", "CONFIRMED"),
    ]  # fmt: skip
    old, new = told(counter)
    assert old["UID"] != new["UID"]
    assert {old["SEQUENCE"], new["SEQUENCE"]} == {"1"}


def test_family_has_a_lasting_uid_each(counter):
    booking = at_counter(counter, visitors=({}, {}, {}))
    before = [event["UID"] for event in told(counter)]

    cancel(booking, by=CITIZEN, at=AT, visitor=booking.visitors.first())

    assert len(set(before)) == 3
    assert [event["UID"] for event in told(counter)] == before
    assert [event["STATUS"] for event in told(counter)] == ["CANCELLED", "CONFIRMED", "CONFIRMED"]


@pytest.mark.req("I3")
@pytest.mark.parametrize("day", ["2027-03-26", "2027-03-29", "2027-10-29", "2027-11-02"])
def test_appointment_stays_at_its_hour_on_both_sides_of_a_change_of_the_clocks(counter, day):
    moment = local(day, "08:20")
    at_counter(counter, starts_at=moment)

    raw = feed_ics(CounterCalendar(counter), at=moment - timedelta(days=40), language="sl")

    (event,) = octets.events(raw)
    assert event["DTSTART"] == f"{day.replace('-', '')}T082000"
    assert Calendar.from_ical(raw).events[0]["DTSTART"].dt == moment


@pytest.mark.req("I1")
def test_long_cyrillic_names_survive(counter):
    counter.location.name = LONG
    at_counter(counter, service=ServiceFactory(short_name_sl=LONG))

    raw = feed_ics(CounterCalendar(counter), at=AT, language="sl")

    (event,) = octets.events(raw)
    assert octets.unescaped(event["SUMMARY"]) == LONG
    assert octets.unescaped(event["LOCATION"]) == f"{LONG}, Okence 1"


@pytest.mark.req("I1")
def test_link_answers_a_calendar_for_its_holder_alone(client, counter, link):
    response = client.get(link)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'inline; filename="okence-{counter.pk}.ics"'
    assert response.headers["Cache-Control"] == "private, max-age=300"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies
    assert "X-WR-CALNAME:Upravna enota Litija\\, Okence 1" in octets.lines(response.content)


def test_link_answers_to_head_and_to_nothing_that_writes(client, link):
    head = client.head(link)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == client.get(link).headers["ETag"]
    assert client.post(link).status_code == 405


@pytest.mark.req("I1")
@pytest.mark.parametrize("change", ["cancel", "delete", "delete the newest"])
def test_nothing_is_sent_twice_and_nothing_gone_is_kept(client, counter, link, change):
    now = timezone.now()
    booking = at_counter(counter, starts_at=now + timedelta(days=2))
    newest = at_counter(counter, starts_at=now + timedelta(days=3))
    newest.appointments.update(changed_at=now)
    first = client.get(link)
    tag = {
        "If-None-Match": first.headers["ETag"],
        "If-Modified-Since": "Wed, 01 Jan 2031 00:00:00 GMT",
    }

    again = client.get(link, headers=tag)
    if change == "cancel":
        cancel(booking, by=CITIZEN, at=now)
    else:
        (newest if "newest" in change else booking).delete()
    after = client.get(link, headers=tag)

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert after.status_code == 200
    assert after.headers["ETag"] != first.headers["ETag"]
    assert len(octets.events(after.content)) == (2 if change == "cancel" else 1)


@pytest.mark.req("I1")
def test_replaced_and_switched_off_links_are_gone(client, counter, link):
    second = address(give_link(OF_COUNTERS, holder_of(counter), by=CITIZEN, at=AT))

    assert [client.get(link).status_code, client.get(second).status_code] == [404, 200]

    take_link(OF_COUNTERS, holder_of(counter), by=CITIZEN, at=AT)

    assert client.get(second).status_code == 404
    assert client.get(link, headers={"If-None-Match": "*"}).status_code == 404


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "Ж" * 43, "a" * 3000])
def test_wrong_token_is_a_page_that_is_not_there(client, link, token):
    assert client.get(f"/koledarji/okence/{token}.ics").status_code == 404


def test_hash_of_the_database_opens_nothing(client, counter, link):
    assert client.get(address(FeedLink.objects.get().token_hash)).status_code == 404


def test_who_guesses_is_told_to_wait_but_no_neighbour_is(client, link):
    wrong = [client.get(address("B" * 43)).status_code for _guess in range(MISSES.limit)]
    refused = client.get(address("B" * 43))

    assert set(wrong) == {404}
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "600")
    assert client.get(link).status_code == 200
    assert client.get(address("B" * 43), REMOTE_ADDR="198.51.100.7").status_code == 404
    # What is guessed at here says nothing about the links of bookings.
    assert client.get(f"/sl/termin/{'B' * 43}/").status_code == 404


def test_token_is_in_no_line_of_the_log(client, counter, link, caplog):
    take_link(OF_COUNTERS, holder_of(counter), by=CITIZEN, at=AT)
    client.get(link)

    raw = [record.getMessage() for record in caplog.records]
    assert raw == [f"Not Found: {link}"]
    lines = [LineWithoutTokens("%(message)s").format(record) for record in caplog.records]
    assert lines == ["Not Found: /koledarji/okence/[token].ics"]


def test_queries_do_not_grow_with_appointments(client, counter, link, django_assert_num_queries):
    day = timezone.now() + timedelta(days=1)
    at_counter(counter, starts_at=day)

    client.get(link)  # notes the version it sees
    with django_assert_num_queries(READ):
        client.get(link)
    for number in range(1, 30):
        at_counter(counter, starts_at=day + number * timedelta(hours=1), service=ServiceFactory())

    client.get(link)
    with django_assert_num_queries(READ):
        answer = client.get(link)
    assert len(octets.events(answer.content)) == 30
    with django_assert_num_queries(UNCHANGED):
        again = client.get(link, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
