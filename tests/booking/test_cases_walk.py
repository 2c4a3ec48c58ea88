"""My case: from the page of the service to exactly what this visitor brings (U1, B25, B36)."""

import pytest

from booking.enums import DocumentCase
from booking.messages.wording import confirmation
from booking.models import Booking
from booking.visit import visit
from tests.booking.walking import Walker, acknowledgement, address, stage
from tests.factories.booking import RequiredDocumentFactory, ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("B25", "B36")]

ABROAD, CHILD, LOST = DocumentCase.ABROAD, DocumentCase.CHILD, DocumentCase.LOST
TEXTS = {
    DocumentCase.ALWAYS: "a photograph",
    CHILD: "consent of both parents",
    LOST: "the report of the loss",
    ABROAD: "proof of residence abroad",
}


def walker_with(people=1, **fields):
    service = ServiceFactory(max_people=people, **fields)
    for order, (case, text) in enumerate(TEXTS.items()):
        RequiredDocumentFactory(service=service, case=case, order=order, text_en=text, text_sl=text)
    return Walker(*stage(service=service), primer="lost.child")


@pytest.fixture
def walker():
    return walker_with()


def bring(booking):
    return [
        text
        for case, rows in visit(booking, booking.appointments.all()).documents()
        for text in [row.text_en for row in rows]
    ]


def shown(page):
    groups = page.context["groups"]
    return [group["code"] for group in groups if not group["is_hidden"]]


def mail(booking):
    return confirmation(visit(booking, booking.appointments.all())).text()


def test_walk_without_script_from_my_case_to_the_text_of_the_mail(walker):
    client, service = walker.client, walker.service
    start = client.get(address("book", service.slug), {"primer": ["child", "lost"]})
    where = client.get(start.url)
    when = client.get(where.context["choice"].url("book_when", walker.place.slug))
    walker.hold(primer=when.context["hidden"]["primer"])
    know = client.get(address("book_know"))
    walker.know(primer=["child", "lost"])
    people = client.get(address("book_people"))
    forms = people.context["forms"]
    walker.people(**{"visitor-0-is_child": "on", "my-cases": forms.cases["cases"].value()})
    walker.check()

    booking = Booking.objects.get()
    assert start.url.endswith("?primer=child.lost")
    assert shown(know) == ["", "child", "lost"]
    assert forms.cases["cases"].value() == ["lost"]
    assert forms.visitors[0]["is_child"].value() is True
    assert booking.cases == [CHILD, LOST]
    assert bring(booking) == [TEXTS[case] for case in (DocumentCase.ALWAYS, CHILD, LOST)]
    assert TEXTS[LOST] in mail(booking)
    assert TEXTS[ABROAD] not in mail(booking)


def test_confirmation_and_manage_page_list_exactly_these(walker):
    walker.hold()
    walker.know(primer=["lost"])
    walker.people(**{"my-cases": ["lost"]})
    done = walker.client.get(walker.check().url)
    managed = walker.client.get(walker.manage(Booking.objects.get()))

    for page in (done, managed):
        groups = page.context["page"].to_bring
        texts = [item["text"] for group in groups for item in group["items"]]
        assert texts == [TEXTS[DocumentCase.ALWAYS], TEXTS[LOST]]
        assert {group["code"] for group in groups} == {""}
        assert "data-checklist-cases" not in page.content.decode()


def test_who_chose_nothing_is_told_every_case_under_its_condition():
    walker = walker_with()
    walker.query = {}

    booking = walker.book()

    assert booking.cases == []
    assert bring(booking) == [TEXTS[case] for case in (DocumentCase.ALWAYS, LOST, ABROAD)]


def test_cases_can_be_changed_where_people_are_named(walker):
    walker.hold()
    walker.know(primer=["lost"])
    walker.people(**{"my-cases": ["abroad"]})
    check = walker.client.get(address("book_check"))
    walker.check()

    [row] = [row for row in check.context["rows"] if row["key"] == "What applies to you?"]
    assert row["value"] == "when you live abroad"
    assert row["href"].endswith("#id_my-cases")
    assert Booking.objects.get().cases == [ABROAD]


def test_case_of_a_child_goes_with_the_tick_of_a_single_visitor(walker):
    walker.hold()
    walker.know(primer=["child"])

    walker.people()
    walker.check()

    assert Booking.objects.get().cases == []


def test_case_of_a_child_stays_where_several_come():
    walker = walker_with(people=2)
    walker.query = {"people": "2", "primer": "child"}
    walker.hold(walker.free(people=2))
    walker.know(primer=["child"])

    walker.people(**{"visitor-1-name": "Tine Zupan"})
    walker.check()

    assert Booking.objects.get().cases == [CHILD]


def test_list_alone_is_shown_without_going_on(walker):
    walker.hold()

    answer = walker.know(primer=["abroad"], list="1")

    assert answer.url == address("book_know")
    assert shown(walker.client.get(answer.url)) == ["", "abroad"]
    assert walker.client.get(address("book_people")).url == address("book_know")


def test_choice_is_kept_when_the_tick_is_missing(walker):
    acknowledgement(walker.service)
    walker.hold()

    page = walker.know(primer=["abroad"], is_acknowledged="")

    assert page.status_code == 200
    assert shown(page) == ["", "abroad"]


def test_another_time_keeps_the_cases(walker):
    walker.hold()
    walker.know(primer=["lost"])

    page = walker.client.get(address("book_know"))

    assert "primer=lost" in page.context["hold"].when_url


def test_nonsense_is_no_case(walker):
    walker.hold(primer="always.<script>.lost.")

    assert shown(walker.client.get(address("book_know"))) == ["", "lost"]


def test_service_without_conditions_asks_nothing():
    walker = Walker(*stage(service=ServiceFactory(max_people=1)))
    walker.hold()
    walker.know()

    page = walker.client.get(address("book_people"))

    assert list(page.context["forms"].cases.fields) == []
    assert "What applies to you?" not in page.content.decode()


@pytest.mark.parametrize(("presence", "asked"), [("required", True), ("not_required", False)])
def test_representative_is_asked_once(presence, asked):
    """Where a visitor may be represented, that is asked of each; else it is a case like others."""
    walker = walker_with(presence=presence)
    RequiredDocumentFactory(service=walker.service, case=DocumentCase.REPRESENTATIVE)
    walker.hold()
    walker.know()

    forms = walker.client.get(address("book_people")).context["forms"]

    assert (DocumentCase.REPRESENTATIVE in forms.cases.asked) == asked
    assert ("is_represented" in forms.visitors[0].fields) != asked
