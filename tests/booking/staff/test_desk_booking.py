"""A customer is booked by a clerk: by the citizens' rules, and nothing typed is lost (B40)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from booking.enums import Channel, Competence
from booking.forms.desk import local_text, moment_from
from booking.models import Booking, Contact, Counter, Visitor
from messaging.models import Message
from privacy.models import AuditEntry
from tests.booking.racing import race
from tests.booking.staff.desk import Desk, value_of
from tests.booking.walking import acknowledgement, stage
from tests.factories.accounts import staff
from tests.factories.booking import CounterFactory, MunicipalityFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    return Desk(client, service=ServiceFactory(max_people=3))


@pytest.mark.req("B40")
def test_clerk_chooses_service_then_time_then_fills_one_form(client, desk):
    first = client.get(desk.url("book"))
    times = client.get(desk.url("book"), {"service": desk.service.slug})
    link = times.context["soon"][0]["url"]
    form = client.get(link)

    assert [one.pk for one in first.context["services"]] == [desk.service.pk]
    assert len(times.context["soon"]) == 5
    assert form.context["wish"].start_text == desk.free()
    assert Booking.objects.count() == 0


def test_days_of_this_place_show_their_number_and_open(client, desk):
    times = client.get(desk.url("book"), {"service": desk.service.slug})
    day = next(one for one in times.context["days"] if one["count"])

    opened = client.get(day["url"])

    chosen = next(one for one in opened.context["days"] if one["is_chosen"])
    assert len(chosen["slots"]) == day["count"]
    assert client.get(chosen["slots"][0]["url"]).context["wish"].starts_at


@pytest.mark.req("B24", "B40")
def test_booking_is_kept_with_channel_versions_and_actor(desk):
    told = acknowledgement(desk.service)

    booking = desk.book(**{"told-notice": told.pk, "told-is_acknowledged": "on"})

    assert (booking.channel, booking.acknowledgement) == (Channel.UNIT, told)
    assert booking.privacy_notice.object_key == "booking"
    assert (booking.contact.name, booking.visitors.get().name) == ("Maja Zupan", "Maja Zupan")
    entry = AuditEntry.objects.get(verb="confirm")
    assert (entry.actor_role, entry.channel) == ("clerk", "unit")
    assert Message.objects.get().recipient == "maja.zupan@example.org"


@pytest.mark.req("B22", "B24")
@pytest.mark.parametrize("left_out", ["contact-is_privacy_read", "told-is_acknowledged"])
def test_nothing_is_booked_before_the_customer_was_told(desk, left_out):
    told = acknowledgement(desk.service)
    ticks = {"told-notice": told.pk, "told-is_acknowledged": "on"}

    page = desk.post(**ticks | {left_out: None})

    assert page.status_code == 200
    assert "Maja Zupan" in page.content.decode()
    assert Booking.objects.count() == 0


@pytest.mark.req("B36", "B37")
def test_visitor_contact_and_needs_are_kept_apart(desk):
    typed = {"visitor-0-needs": ["interpreter"], "visitor-0-more_needs": "madžarščina"}

    booking = desk.book(**typed | {"contact-name": "Jože Zupan", "contact-phone": "01 234 56 78"})

    assert booking.contact.name == "Jože Zupan"
    assert booking.contact.phone == "+38612345678"
    assert booking.visitors.get().needs == "tolmač; madžarščina"


@pytest.mark.req("B26")
def test_customer_with_neither_mail_nor_telephone_gets_the_reference(client, desk):
    response = desk.post(**{"contact-email": ""})  # the tick for e-mail is there beforehand

    page = client.get(response["Location"])
    slip = client.get(desk.url("slip", Booking.objects.get().appointments.get().pk))
    reference = Booking.objects.get().reference
    assert f'<strong translate="no">{reference}</strong>' in page.content.decode()
    assert reference in slip.content.decode()
    assert not Contact.objects.get().wants_email
    assert Message.objects.count() == 0


@pytest.mark.req("B26", "X3")
def test_slip_is_in_the_customers_language_and_looking_is_noted(client, desk):
    booking = desk.book(**{"contact-language": "en"})

    slip = client.get(desk.url("slip", desk.key_of(booking))).content.decode()

    assert '<html lang="en"' in slip
    assert "Your appointment is booked" in slip
    looked = AuditEntry.objects.get(verb="viewed")
    assert looked.object_id == str(booking.pk)


def test_add_and_drop_a_person_keep_what_was_typed(desk):
    more = desk.post(add="1", **{"contact-notify": None})
    fewer = desk.post(drop="1", people="2", **{"visitor-1-name": "Bor"})

    assert len(more.context["forms"].visitors) == 2
    assert value_of(more, "visitor-0-name") == "Maja Zupan"
    assert "checked" not in str(more.context["forms"].contact["notify"])
    assert not more.context["forms"].contact.errors
    assert len(fewer.context["forms"].visitors) == 1
    assert Booking.objects.count() == 0


@pytest.mark.req("B21")
def test_family_is_booked_together(desk):
    booking = desk.book(people="2", **{"visitor-1-name": "Bor Zupan"})

    assert [one.visitor.name for one in booking.appointments.all()] == ["Maja Zupan", "Bor Zupan"]


@pytest.mark.req("B40")
def test_double_click_is_one_booking(client, desk):
    start = desk.free()

    first, second = desk.post(start), desk.post(start)

    assert first["Location"] == second["Location"]
    assert Booking.objects.count() == 1
    assert Message.objects.count() == 1


def test_service_chosen_for_a_free_cell_leads_straight_to_its_form(client, desk):
    counter = desk.place.counters.get()
    cell = {"start": desk.free(), "counter": counter.pk}

    asked = client.get(desk.url("book"), cell)
    form = desk.form(counter=counter.pk)

    text = asked.content.decode()
    assert f'name="start" value="{cell["start"]}"' in text
    assert f'name="counter" value="{counter.pk}"' in text
    assert form.context["answers"].place["counter"].value() == str(counter.pk)


@pytest.mark.req("B40")
def test_wanted_counter_is_honoured(client):
    desk = Desk(client, counters=3)
    wanted = Counter.objects.order_by("pk")[1]

    booking = desk.book(counter=wanted.pk)

    assert booking.appointments.get().counter == wanted


@pytest.mark.req("B27", "B40")
def test_time_taken_meanwhile_keeps_the_form_and_offers_the_nearest(client):
    desk = Desk(client, counters=2)
    wanted, start = Counter.objects.order_by("pk").first(), desk.free()
    desk.book(start, counter=wanted.pk, key="another-rendering")

    page = desk.post(start, counter=wanted.pk, **{"contact-phone": "041 234 567"})
    again = desk.post(start=" ", around=start, counter=wanted.pk)
    chosen = page.context["near"][0]["value"]
    booked = desk.post(chosen, counter="")

    assert page.status_code == again.status_code == 409
    assert chosen == start  # at the other counter
    assert len(page.context["near"]) == 5
    assert 'type="radio" name="start"' in page.content.decode()
    assert value_of(page, "contact-phone") == "041 234 567"
    assert value_of(page, "visitor-0-name") == "Maja Zupan"
    assert [one["value"] for one in again.context["near"]][0] == start
    assert booked.status_code == 302
    assert Booking.objects.confirmed().count() == 2


@pytest.mark.req("X6", "B40")
@pytest.mark.django_db(transaction=True)
def test_two_clerks_book_one_cell_and_one_keeps_the_typed_text(client):
    desk = Desk(client)
    start, other = desk.free(), type(client)()
    staff(other, "clerk", scope=desk.place.unit)
    mate = Desk.__new__(Desk)
    mate.client, mate.place, mate.service = other, desk.place, desk.service

    outcomes = race(
        lambda: desk.post(start, **{"visitor-0-name": "Ana"}),
        lambda: mate.post(start, **{"visitor-0-name": "Bor"}),
    )

    refused = next(one for one in outcomes if one.status_code == 409)
    kept = {"Ana", "Bor"} - set(Visitor.objects.values_list("name", flat=True))
    assert sorted(one.status_code for one in outcomes) == [302, 409]
    assert {value_of(refused, "visitor-0-name")} == kept
    assert refused.context["near"]


@pytest.mark.req("B40")
def test_notice_is_set_aside_with_a_reason_only(client):
    desk = Desk(client, service=ServiceFactory(notice_hours=120))
    start = _early(desk)

    form = desk.form(start)
    refused = desk.post(start)
    booking = desk.book(start, override_reason="stranka stoji pri okencu")

    page = client.get(desk.url("booked", desk.key_of(booking))).content.decode()
    assert "id_override_reason" in form.content.decode()
    assert refused.context["answers"].override.errors
    assert value_of(refused, "visitor-0-name") == "Maja Zupan"
    assert booking.override_reason == "stranka stoji pri okencu"
    assert "stranka stoji pri okencu" in page
    assert AuditEntry.objects.filter(verb="override", object_id=str(booking.pk)).count() == 1


def _early(desk):
    """Return a working-day start before the notice of five days has passed."""
    at = timezone.now().astimezone(desk.place.zone)
    days = (at + timedelta(days=number) for number in (1, 2, 3))
    day = next(one for one in days if one.weekday() < 5)
    return local_text(day.replace(hour=8, minute=0, second=0, microsecond=0), desk.place.zone)


def test_no_rule_broken_asks_for_no_reason(desk):
    assert "id_override_reason" not in desk.form().content.decode()


@pytest.mark.req("B14")
def test_foreign_municipality_needs_a_reason(client):
    desk = Desk(client, service=ServiceFactory(competence=Competence.RESIDENCE))
    home, foreign = MunicipalityFactory(unit=desk.place.unit), MunicipalityFactory()
    start = desk.free()

    missing = desk.post(start)
    refused = desk.post(start, municipality=foreign.slug)
    at_home = desk.book(start, municipality=home.slug)
    overridden = desk.book(
        desk.free(), municipality=foreign.slug, override_reason="začasno prebiva tu"
    )

    assert missing.context["answers"].place.errors
    assert refused.context["answers"].override.errors
    assert (at_home.municipality, at_home.override_reason) == (home, "")
    assert (overridden.municipality, overridden.override_reason) == (foreign, "začasno prebiva tu")


@pytest.mark.req("B1", "X2")
def test_foreign_counter_and_service_are_not_there(client, desk):
    stranger, _service = stage(1, service=desk.service)
    foreign = stranger.counters.get()
    unknown = ServiceFactory()

    assert desk.form(counter=foreign.pk).status_code == 404
    assert desk.post(counter=foreign.pk).status_code == 404
    assert client.get(desk.url("book"), {"counter": "1e3"}).status_code == 404
    assert client.get(desk.url("book"), {"service": unknown.slug}).status_code == 404
    assert Booking.objects.count() == 0


def test_retired_counter_is_not_there(desk):
    old = CounterFactory(location=desk.place, services=[desk.service], is_active=False)

    assert desk.form(counter=old.pk).status_code == 404


@pytest.mark.req("B8")
def test_unit_closed_to_its_staff_books_nothing(client, desk):
    desk.place.unit.open_channels = [Channel.WEB]
    desk.place.unit.save()

    page = client.get(desk.url("book"))
    response = desk.post(local_text(timezone.now() + timedelta(days=3), desk.place.zone))

    assert not page.context["is_open"]
    assert response.status_code == 409
    assert Booking.objects.count() == 0


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026-13-01T08:00", "1026-01-01T08:00", "2026-11-17"]
)
def test_strange_start_does_no_harm(desk, text):
    page = desk.client.get(desk.url("book"), {"service": desk.service.slug, "start": text})
    sent = desk.post(start=text or " ")

    assert page.status_code == 200
    assert sent.status_code in (200, 409)
    assert Booking.objects.count() == 0


def test_local_time_is_read_on_the_clock_of_the_place(desk):
    zone = desk.place.zone

    assert moment_from("2026-11-17T08:20", zone).isoformat() == "2026-11-17T07:20:00+00:00"
    assert moment_from("2026-11-17T08:20+00:00", zone).isoformat() == "2026-11-17T08:20:00+00:00"


@pytest.mark.req("X4")
def test_no_personal_data_in_addresses_or_log_lines(client, desk, caplog):
    caplog.set_level("DEBUG")

    done = desk.post(**{"contact-phone": "041 234 567"})
    desk.post(start=done and desk.free(), **{"visitor-0-name": ""})

    said = done["Location"] + caplog.text + str(list(AuditEntry.objects.values()))
    for personal in ("Maja", "Zupan", "example.org", "234567", "234 567"):
        assert personal not in said
