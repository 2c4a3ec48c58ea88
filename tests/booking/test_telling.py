"""The office hears of every visit, in its inbox and by mail as it wishes (B48)."""

from datetime import timedelta

import pytest
from django.utils import translation

from booking.actions.changing import cancel, reschedule
from booking.actions.mailboxes import CODE_LIVES, MOST_TRIES, prove_mailbox, set_mailbox
from booking.actions.telling import read_news, send_digests
from booking.enums import NewsMode, VisitEvent
from booking.errors import BookingError
from booking.models import Appointment, UnitMailbox, UnitNews
from booking.tokens import mailbox_code
from messaging.kinds import kind_named
from messaging.models import Message
from privacy.audit import SYSTEM
from tests.booking.acting import book, take
from tests.booking.offices import AT, CITIZEN, EIGHT, NINE, office

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def news():
    rows = UnitNews.objects.order_by("pk")
    return [(one.event, one.location_id, one.starts_at, one.channel) for one in rows]


def office_mails():
    return list(Message.objects.filter(kind__startswith="booking.unit_").order_by("pk"))


def rendered(message):
    with translation.override(message.language):
        return kind_named(message.kind).render(message)


def mailbox(place, mode=NewsMode.AT_ONCE, address="ue@example.org"):
    made = set_mailbox(place, address=address, mode=mode, by=SYSTEM, at=AT)
    assert prove_mailbox(made, mailbox_code(made), by=SYSTEM, at=AT)
    return made


@pytest.mark.req("B48")
def test_office_hears_of_booking_move_and_cancellation():
    place, service = office(1)
    booking = book(place, service, EIGHT)

    moved = take(place, service, NINE, moves=booking).booking
    booking = reschedule(booking, hold=moved, by=CITIZEN, at=AT)
    cancel(booking, by=CITIZEN, at=AT)

    assert news() == [
        (VisitEvent.BOOKED, place.pk, EIGHT, "web"),
        (VisitEvent.CHANGED, place.pk, NINE, "web"),
        (VisitEvent.CANCELLED, place.pk, NINE, "web"),
    ]


@pytest.mark.req("B48")
def test_move_to_another_office_is_told_to_both():
    place, service = office(1)
    other, _service = office(1, service=service)
    booking = book(place, service, EIGHT)

    hold = take(other, service, NINE, moves=booking).booking
    reschedule(booking, hold=hold, by=CITIZEN, at=AT)

    assert news()[1:] == [
        (VisitEvent.MOVED_AWAY, place.pk, EIGHT, "web"),
        (VisitEvent.BOOKED, other.pk, NINE, "web"),
    ]


def test_cancelling_one_of_two_is_a_change():
    place, service = office(1)
    booking = book(place, service, EIGHT, people=2)

    cancel(booking, by=CITIZEN, at=AT, visitor=booking.visitors.first())

    assert [event for event, *_rest in news()] == [VisitEvent.BOOKED, VisitEvent.CHANGED]


def test_hold_and_expiry_are_no_news():
    place, service = office(1)
    take(place, service, EIGHT)

    assert news() == []


@pytest.mark.req("B48")
def test_proved_address_that_wants_it_is_mailed_at_once_without_a_name():
    place, service = office(1)
    mailbox(place)

    booking = book(place, service, EIGHT)

    content = rendered(office_mails()[-1])
    visitor = booking.visitors.get().name
    assert booking.reference in content.text
    assert service.short_name_sl in content.subject
    assert visitor not in content.text + content.html + content.subject
    assert booking.contact.email not in content.text + content.html
    assert f"/admin/narocanje/{place.slug}/obvestila/" in content.text


@pytest.mark.parametrize("mode", [NewsMode.DIGEST, NewsMode.NEVER])
def test_other_rhythms_are_not_mailed_at_once(mode):
    place, service = office(1)
    mailbox(place, mode)

    book(place, service, EIGHT)

    assert [one.kind for one in office_mails()] == ["booking.unit_code"]


@pytest.mark.req("B48")
def test_address_that_was_not_proved_gets_no_news():
    place, service = office(1)
    set_mailbox(place, address="ue@example.org", mode=NewsMode.AT_ONCE, by=SYSTEM, at=AT)

    book(place, service, EIGHT)
    send_digests(at=AT + DAY)

    assert [one.kind for one in office_mails()] == ["booking.unit_code"]


@pytest.mark.req("B48")
def test_digest_tells_of_the_day_once_and_of_this_office_alone():
    place, service = office(1)
    other, _service = office(1, service=service)
    mailbox(place, NewsMode.DIGEST)
    mine, foreign = book(place, service, EIGHT), book(other, service, EIGHT)

    assert send_digests(at=AT + 3 * DAY) == 1  # two mornings were missed
    assert send_digests(at=AT + 3 * DAY) == 0

    content = rendered(office_mails()[-1])
    assert mine.reference in content.text
    assert foreign.reference not in content.text


def test_mail_to_an_address_given_up_meanwhile_is_dropped():
    place, service = office(1)
    mailbox(place)
    book(place, service, EIGHT)
    message = office_mails()[-1]

    assert kind_named(message.kind).is_wanted(message, at=AT)
    set_mailbox(place, address="nov@example.org", mode=NewsMode.AT_ONCE, by=SYSTEM, at=AT)

    assert not kind_named(message.kind).is_wanted(message, at=AT)


def test_code_is_in_the_mail_and_nowhere_in_the_database():
    place, _service = office(1)
    made = set_mailbox(place, address="ue@example.org", mode=NewsMode.DIGEST, by=SYSTEM, at=AT)
    message = office_mails()[0]

    assert mailbox_code(made) in rendered(message).text
    assert mailbox_code(made) not in str(message.context)


def test_code_works_for_an_hour_and_five_tries():
    place, _service = office(1)
    made = set_mailbox(place, address="ue@example.org", mode=NewsMode.DIGEST, by=SYSTEM, at=AT)
    wrong = f"{(int(mailbox_code(made)) + 1) % 10**6:06d}"

    with pytest.raises(BookingError):
        prove_mailbox(made, mailbox_code(made), by=SYSTEM, at=AT + CODE_LIVES)
    for _try in range(MOST_TRIES):
        assert not prove_mailbox(made, wrong, by=SYSTEM, at=AT)
    with pytest.raises(BookingError):
        prove_mailbox(made, mailbox_code(made), by=SYSTEM, at=AT)

    assert not UnitMailbox.objects.get().is_verified


def test_codes_and_tries_are_limited_for_an_hour_whatever_is_saved():
    place, _service = office(1)
    for number in range(5):
        address = f"ue{number}@example.org"
        set_mailbox(place, address=address, mode=NewsMode.DIGEST, by=SYSTEM, at=AT)

    with pytest.raises(BookingError) as refused:
        set_mailbox(place, address="sixth@example.org", mode=NewsMode.DIGEST, by=SYSTEM, at=AT)

    assert refused.value.code == "too_many_codes"
    assert len(office_mails()) == 5
    later = AT + CODE_LIVES
    set_mailbox(place, address="sixth@example.org", mode=NewsMode.DIGEST, by=SYSTEM, at=later)
    assert len(office_mails()) == 6


def test_wrong_tries_are_not_forgotten_by_saving_again():
    place, _service = office(1)
    made = set_mailbox(place, address="ue@example.org", mode=NewsMode.DIGEST, by=SYSTEM, at=AT)
    for _try in range(MOST_TRIES):
        prove_mailbox(made, "no", by=SYSTEM, at=AT)

    with pytest.raises(BookingError) as refused:
        set_mailbox(place, address="ue@example.org", mode=NewsMode.DIGEST, by=SYSTEM, at=AT)

    assert refused.value.code == "too_many_codes"


@pytest.mark.parametrize("mode", [NewsMode.NEVER, NewsMode.DIGEST])
def test_mail_that_is_not_wanted_any_more_is_dropped(mode):
    place, service = office(1)
    mailbox(place)
    booking = book(place, service, EIGHT)
    message = office_mails()[-1]

    set_mailbox(place, address="ue@example.org", mode=mode, by=SYSTEM, at=AT)
    assert not kind_named(message.kind).is_wanted(message, at=AT)
    set_mailbox(place, address="ue@example.org", mode=NewsMode.AT_ONCE, by=SYSTEM, at=AT)
    assert kind_named(message.kind).is_wanted(message, at=AT)
    booking.news.all().delete()
    assert not kind_named(message.kind).is_wanted(message, at=AT)


def test_what_was_mailed_at_once_is_in_no_digest():
    place, service = office(1)
    mailbox(place)
    book(place, service, EIGHT)

    set_mailbox(place, address="ue@example.org", mode=NewsMode.DIGEST, by=SYSTEM, at=AT)

    assert send_digests(at=AT + DAY) == 0


def test_code_of_an_earlier_mail_proves_nothing():
    place, _service = office(1)
    first = set_mailbox(place, address="ue@example.org", mode=NewsMode.DIGEST, by=SYSTEM, at=AT)
    code = mailbox_code(first)
    later = AT + CODE_LIVES
    second = set_mailbox(place, address="ue@example.org", mode=NewsMode.DIGEST, by=SYSTEM, at=later)

    assert mailbox_code(second) != code
    assert not prove_mailbox(second, code, by=SYSTEM, at=later)


def test_read_news_are_those_of_one_office():
    place, service = office(2)
    other, _service = office(1, service=service)
    book(place, service, EIGHT)
    book(place, service, NINE)
    book(other, service, EIGHT)
    first = UnitNews.objects.order_by("pk").first()

    second = UnitNews.objects.order_by("pk")[1]
    foreign = UnitNews.objects.order_by("pk").last()

    assert read_news(place, [first.pk, foreign.pk], at=AT) == 1
    assert read_news(place, until=second.pk - 1, at=AT) == 0
    assert read_news(place, until=foreign.pk, at=AT) == 1
    assert UnitNews.objects.unread().get().location == other
    assert Appointment.objects.count() == 3
