"""The walk as it should go: each step, what it keeps, and where it leads (B20)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from booking.enums import Channel, Status
from booking.models import Booking
from booking.tokens import manage_token
from privacy.models import Notice
from tests.booking.walking import Walker, acknowledgement, address, stage
from tests.factories.booking import RequiredDocumentFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def walker():
    return Walker(*stage(service=ServiceFactory(max_people=1)))


@pytest.mark.req("B20")
def test_walk_leads_from_service_to_confirmed_booking(walker):
    client, service, place = walker.client, walker.service, walker.place
    starts_at = walker.free()

    start = client.get(address("book", service.slug))
    where = client.get(start.url)
    held = walker.hold(starts_at)
    known = walker.know()
    who = walker.people()
    check = client.get(who.url)
    done = walker.check()
    confirmed = client.get(done.url)

    assert start.url == address("book_where", service.slug)
    assert place.name in where.content.decode()
    assert [held.url, known.url, who.url, done.url] == [
        address("book_know"),
        address("book_people"),
        address("book_check"),
        address("book_done"),
    ]
    booking = Booking.objects.get()
    appointment = booking.appointments.get()
    assert [booking.location, booking.service, booking.channel] == [place, service, Channel.WEB]
    assert [appointment.starts_at, appointment.status] == [starts_at, Status.BOOKED]
    assert "Maja Zupan" in check.content.decode()
    assert booking.reference in confirmed.content.decode()


@pytest.mark.req("B20")
def test_availability_is_shown_before_anything_personal_is_asked(walker):
    where = walker.client.get(address("book_where", walker.service.slug)).content.decode()
    when = walker.when().content.decode()

    for page in (where, when):
        assert not any(f'autocomplete="{kind}"' in page for kind in ("name", "email", "tel"))
    assert 'name="starts_at"' in when


def test_service_without_appointments_explains_itself():
    service = ServiceFactory(appointment_need="not_needed")
    walker = Walker(None, service)

    start = walker.client.get(address("book", service.slug))
    where = walker.client.get(address("book_where", service.slug))

    assert "you need no appointment" in start.content.decode()
    assert where.url == address("book", service.slug)


@pytest.mark.req("B22")
def test_acknowledged_version_is_kept(walker):
    acknowledgement(walker.service)
    newest = acknowledgement(walker.service, version=2)

    booking = walker.book()

    assert booking.acknowledgement == newest


@pytest.mark.req("B22")
def test_unacknowledged_service_goes_no_further(walker):
    acknowledgement(walker.service)
    walker.hold()

    refused = walker.know(is_acknowledged="")
    skipped = walker.client.get(address("book_people"))

    assert "Confirm that you have read what to know" in refused.content.decode()
    assert skipped.url == address("book_know")


@pytest.mark.req("B22")
def test_text_changed_meanwhile_must_be_read_again(walker):
    old = acknowledgement(walker.service)
    walker.hold()
    acknowledgement(walker.service, version=2)

    refused = walker.know(notice=old.pk)
    form = refused.context["form"]
    again = walker.know(notice=form["notice"].value())

    assert form.errors["is_acknowledged"] == [
        "The text has been changed meanwhile. Please read it again."
    ]
    assert form["is_acknowledged"].value() is False
    assert again.url == address("book_people")


@pytest.mark.req("B24")
def test_privacy_notice_changed_before_booking_is_read_again(walker):
    walker.to_check()
    Notice.objects.create(
        kind="privacy",
        object_key="booking",
        version=2,
        effective_from=timezone.now() - timedelta(seconds=1),
        text_sl="Novo obvestilo",
        text_sr="Ново обавештење",
        text_en="New notice",
    )

    check = walker.client.get(address("book_check"))
    page = walker.client.get(check.url).content.decode()
    newest = Notice.objects.in_force("privacy", "booking", timezone.now())
    walker.people(**{"contact-notice": newest.pk})
    walker.check()

    assert check.url == address("book_people") + "?again=1"
    assert "The text has been changed meanwhile" in page
    assert "New notice" in page
    assert 'value="Maja Zupan"' in page
    assert Booking.objects.confirmed().get().privacy_notice == newest


@pytest.mark.req("B24")
def test_privacy_notice_must_be_read_and_its_version_is_kept(walker):
    walker.hold()
    walker.know()

    refused = walker.people(**{"contact-is_privacy_read": ""})
    booking = walker.book()

    assert "read and understood the privacy notice" in refused.content.decode()
    assert booking.privacy_notice.object_key == "booking"


@pytest.mark.req("B25")
def test_confirmation_carries_reference_place_time_documents_and_links(walker):
    RequiredDocumentFactory(service=walker.service, text_en="Photograph from the last year")
    RequiredDocumentFactory(service=walker.service, case="child", text_en="Consent of parents")

    booking = walker.book()
    page = walker.client.get(address("book_done")).content.decode()

    token = manage_token(booking.uid)
    for text in (
        booking.reference,
        walker.place.name,
        "Photograph from the last year",
        "maja.zupan@example.org",
        address("manage_cancel", token),
        address("manage_move", token),
        address("manage_ics", token),
        "openstreetmap.org",
    ):
        assert text in page
    assert "Consent of parents" not in page


def test_confirmation_can_be_reloaded_and_needs_its_session(walker):
    walker.book()

    again = walker.client.get(address("book_done"))
    stranger = Walker(walker.place, walker.service).client.get(address("book_done"))

    assert [again.status_code, stranger.status_code] == [200, 404]
    assert "hold" not in walker.client.cookies or walker.client.cookies["hold"].value == ""


@pytest.mark.req("B26")
def test_landline_is_a_contact_but_no_target_of_sms(walker):
    walker.hold()
    walker.know()
    landline = {"contact-email": "", "contact-phone": "01 828 16 90"}

    refused = walker.people(**landline, **{"contact-notify": ["sms"]})
    booking = walker.book(**landline, **{"contact-notify": []})

    assert "cannot receive SMS" in refused.content.decode()
    contact = booking.contact
    assert [contact.phone, contact.wants_sms, contact.wants_email] == ["+38618281690", False, False]


@pytest.mark.req("B26")
def test_customer_chooses_email_and_sms(walker):
    booking = walker.book(**{"contact-phone": "041 234 567", "contact-notify": ["email", "sms"]})

    contact = booking.contact
    assert [contact.wants_email, contact.wants_sms, contact.phone] == [True, True, "+38641234567"]


def test_contact_is_needed_on_the_web(walker):
    walker.hold()
    walker.know()

    response = walker.people(**{"contact-email": "", "contact-notify": []})

    assert "Write an e-mail or a telephone number" in response.content.decode()


@pytest.mark.req("B36")
def test_visitor_and_contact_may_differ(walker):
    booking = walker.book(**{"visitor-0-name": "Ana Kos", "visitor-0-is_child": "on",
                             "contact-name": "Tine Kos"})  # fmt: skip

    visitor = booking.visitors.get()
    assert [visitor.name, visitor.is_child, booking.contact.name] == ["Ana Kos", True, "Tine Kos"]


@pytest.mark.req("B36")
def test_contact_is_the_visitor_unless_said_otherwise(walker):
    assert walker.book().contact.name == "Maja Zupan"


@pytest.mark.req("B36")
def test_child_brings_what_a_child_must_bring(walker):
    RequiredDocumentFactory(service=walker.service, case="child", text_en="Consent of parents")

    walker.book(**{"visitor-0-is_child": "on"})

    assert "Consent of parents" in walker.client.get(address("book_done")).content.decode()


@pytest.mark.req("B36")
def test_representation_is_asked_only_where_somebody_else_may_come(walker):
    walker.hold()
    walker.know()
    required = walker.client.get(address("book_people")).content.decode()
    walker.service.presence = "not_required"
    walker.service.save()

    optional = walker.client.get(address("book_people")).content.decode()

    assert ["is_represented" in required, "is_represented" in optional] == [False, True]


@pytest.mark.req("B37")
def test_needs_are_told_to_the_office_in_its_own_language(walker):
    booking = walker.book(
        **{"visitor-0-needs": ["interpreter", "step_free"], "visitor-0-more_needs": "arabščina"}
    )

    needs = booking.visitors.get().needs
    assert needs.endswith("; arabščina")
    assert needs.count(";") == 2


def test_language_of_messages_is_the_page_s_unless_chosen(walker):
    walker.hold()
    walker.know()
    page = walker.client.get(address("book_people", language="sr-latn"))

    booking = walker.book(**{"contact-language": "sr"})

    assert page.context["forms"].contact["language"].value() == "sr-latn"
    assert booking.language == "sr"


@pytest.mark.req("B21")
def test_family_books_one_visitor_each():
    place, service = stage(counters=1)
    walker = Walker(place, service, people="3")
    names = {f"visitor-{number}-name": name for number, name in enumerate(["Ana", "Bor", "Cene"])}

    booking = walker.book(**names)

    appointments = booking.appointments.order_by("period")
    assert [one.visitor.name for one in appointments] == ["Ana", "Bor", "Cene"]
    assert len({one.starts_at for one in appointments}) == 3


@pytest.mark.req("B21")
def test_people_are_asked_only_where_several_may_come():
    place, service = stage()
    client = Walker(place, service).client

    page = client.get(address("book", service.slug))
    answered = client.get(address("book", service.slug), {"people": "2"})
    too_many = client.get(address("book", service.slug), {"people": "5"})

    assert "How many people" in page.content.decode()
    assert answered.url == address("book_where", service.slug) + "?people=2"
    assert "Choose how many people are coming." in too_many.content.decode()


def test_answers_can_be_changed_and_stay_filled_in(walker):
    walker.to_check()
    check = walker.client.get(address("book_check")).content.decode()

    page = walker.client.get(address("book_people")).content.decode()

    assert f"{address('book_people')}#id_contact-email" in check
    assert 'value="maja.zupan@example.org"' in page


def test_pages_with_a_hold_are_kept_nowhere(walker):
    walker.hold()

    page = walker.client.get(address("book_know"))
    cookie = walker.client.cookies["hold"]

    assert "no-store" in page.headers["Cache-Control"]
    assert [cookie["httponly"], cookie["samesite"], cookie["path"]] == [True, "Lax", "/"]


def test_get_changes_nothing(walker):
    walker.to_check()
    before = list(Booking.objects.values())
    held = list(walker.held().appointments.values())

    for name in ("book_know", "book_people", "book_check", "book_move", "book_keep_old"):
        walker.client.get(address(name))
    posted_only = [
        walker.client.get(address(name)).status_code for name in ("book_extend", "book_give_up")
    ]

    assert posted_only == [405, 405]
    assert list(Booking.objects.values()) == before
    assert list(walker.held().appointments.values()) == held
    assert timezone.now() < walker.held().appointments.get().expires_at


def test_hold_cookie_travels_encrypted_outside_the_demonstration(walker, settings):
    settings.DEMO_MODE = False

    walker.hold()

    assert walker.client.cookies["hold"]["secure"] is True
