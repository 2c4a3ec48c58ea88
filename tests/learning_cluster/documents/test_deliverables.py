"""A deliverable: handed in, opinions of partners, approved by the host, or given back (L6)."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile

from learning_cluster.actions import deliverables as actions
from learning_cluster.actions.documents import begin_for, write
from learning_cluster.enums import DeliverableState, DocumentState, EventState, TemplateKind
from learning_cluster.models import Consultation, Document
from tests.factories.learning_cluster import AT, DocumentFactory, EventFactory, MembershipFactory
from tests.learning_cluster.documents.scene import ANA, Scene, fresh, refusal, scene, whole_texts

pytestmark = [pytest.mark.django_db, pytest.mark.req("L6")]
UNTIL = date(2026, 11, 27)


def written_by_guide(of: Scene) -> Document:
    document = begin_for(of.one, by=ANA, at=AT)
    write(
        document,
        texts=whole_texts(of.one.template),
        note="",
        author=of.guide,
        based_on=0,
        at=AT,
    )
    return document


def handed_in(**facts) -> Scene:
    of = scene(**facts)
    written_by_guide(of)
    actions.hand_in(of.one, by=ANA, at=AT)
    return of


def asked(**facts) -> Scene:
    of = handed_in(**({"partners": ["NALAS", "GIZ"]} | facts))
    reviewers = {"NALAS": of.reviewer, "GIZ": None}
    actions.ask_partners(of.one, until=UNTIL, reviewers=reviewers, by=ANA, at=AT)
    return of


def answer(of: Scene, partner: str, *, agrees: bool = True, comment: str = "") -> None:
    row = Consultation.objects.get(deliverable=of.one, partner=partner)
    actions.answer_consultation(row, agrees=agrees, comment=comment, by=ANA, at=AT)


def test_deliverable_goes_with_its_document_to_approval():
    of = handed_in()

    actions.approve_deliverable(of.one, name="Ана", by=ANA, at=AT)
    actions.approve_deliverable(of.one, name="Друга", by=ANA, at=AT)

    one = fresh(of.one)
    assert (one.state, one.approved_name) == (DeliverableState.APPROVED, "Ана")
    assert (one.document.state, one.document.approved_at) == (DocumentState.APPROVED, AT)


def test_deliverable_without_its_required_sections_is_not_handed_in():
    of = scene()
    document = begin_for(of.one, by=ANA, at=AT)
    texts = whole_texts(TemplateKind.AGENDA)
    texts.popitem()
    write(document, texts=texts, note="", author=of.guide, based_on=0, at=AT)

    assert refusal(actions.hand_in, of.one, by=ANA, at=AT) == "incomplete"
    assert fresh(of.one).state == DeliverableState.OPEN


@pytest.mark.parametrize("template", ["", TemplateKind.AGENDA, TemplateKind.CONCEPT])
def test_deliverable_with_nothing_behind_it_is_not_handed_in(template):
    of = scene(template=template)

    assert refusal(actions.hand_in, of.one, by=ANA, at=AT) == "incomplete"


def test_deliverable_without_a_template_is_handed_in_with_a_file():
    of = scene(template="")
    add = {"title": "Материјал", "note": "", "author": of.guide, "by": ANA, "at": AT}

    rows = [actions.add_file(of.one, file=ContentFile(b"%PDF-", "a.pdf"), **add) for _ in "ab"]
    later = actions.add_file(of.one, file=ContentFile(b"%PDF-2", "a.pdf"), **add)
    actions.hand_in(of.one, by=ANA, at=AT)

    assert rows[0] == rows[1]
    assert [one.number for one in of.one.files.all()] == [later.number, 1] == [2, 1]
    assert fresh(of.one).state == DeliverableState.SUBMITTED
    refused = refusal(actions.add_file, of.one, file=ContentFile(b"%PDF-3", "a.pdf"), **add)
    assert refused == "no_such_step"


def test_event_that_was_held_is_handed_in_by_itself():
    of = scene(template="")
    of.one.event = EventFactory(cluster=of.cluster, state=EventState.HELD)
    of.one.save()

    actions.hand_in(of.one, by=ANA, at=AT)

    assert fresh(of.one).state == DeliverableState.SUBMITTED


def test_feedback_on_concepts_is_handed_in_once_a_concept_is_written():
    of = scene(template=TemplateKind.CONCEPT)
    concept = DocumentFactory(
        cluster=of.cluster,
        template=TemplateKind.CONCEPT,
        membership=MembershipFactory(cluster=of.cluster),
    )
    concept.versions.create(number=1, saved_at=AT)

    actions.hand_in(of.one, by=ANA, at=AT)

    assert fresh(of.one).state == DeliverableState.SUBMITTED


def test_approval_is_refused_before_the_named_partners_are_asked():
    of = handed_in(partners=["NALAS"])

    assert refusal(actions.approve_deliverable, of.one, name="Ана", by=ANA, at=AT) == (
        "not_consulted"
    )


@pytest.mark.parametrize(("days", "code"), [(0, "waits_for_partners"), (7, "waits_for_partners")])
def test_approval_is_refused_while_a_partner_is_silent_and_the_day_has_not_passed(days, code):
    of = asked()
    answer(of, "GIZ")

    at = AT + timedelta(days=days)
    refused = refusal(actions.approve_deliverable, of.one, name="Ана", by=ANA, at=at)

    assert refused == code
    assert fresh(of.one).state == DeliverableState.CONSULTED


def test_approval_follows_when_the_day_has_passed():
    of = asked()

    actions.approve_deliverable(of.one, name="Ана", by=ANA, at=AT + timedelta(days=8))

    assert fresh(of.one).state == DeliverableState.APPROVED


def test_day_of_the_consultation_ends_at_midnight_of_the_cluster():
    of = asked()
    at_23_30 = AT.replace(day=27, hour=22, minute=30)

    assert refusal(actions.approve_deliverable, of.one, name="Ана", by=ANA, at=at_23_30) == (
        "waits_for_partners"
    )
    actions.approve_deliverable(of.one, name="Ана", by=ANA, at=at_23_30 + timedelta(minutes=30))

    assert fresh(of.one).state == DeliverableState.APPROVED


def test_approval_follows_when_all_have_answered():
    of = asked()
    answer(of, "NALAS")
    answer(of, "GIZ", agrees=False, comment="Додајте паузу.")

    actions.approve_deliverable(of.one, name="Ана", by=ANA, at=AT)

    assert fresh(of.one).document.state == DocumentState.APPROVED


def test_partner_who_disagrees_says_why():
    of = asked()
    row = Consultation.objects.get(deliverable=of.one, partner="GIZ")

    refused = refusal(actions.answer_consultation, row, agrees=False, comment="", by=ANA, at=AT)

    assert refused == "no_comment"


def test_returned_deliverable_is_written_on_and_asks_the_silent_partners_anew():
    of = asked()
    answer(of, "GIZ")

    actions.return_deliverable(of.one, reason="Нема паузе.", by=ANA, at=AT)
    document = fresh(of.one).document
    write(
        document,
        texts=whole_texts(TemplateKind.AGENDA) | {"practical": "Паркинг"},
        note="",
        author=of.guide,
        based_on=1,
        at=AT,
    )
    actions.hand_in(of.one, by=ANA, at=AT)

    assert refusal(actions.approve_deliverable, of.one, name="Ана", by=ANA, at=AT) == (
        "not_consulted"
    )
    assert [one.partner for one in of.one.consultations.all()] == ["GIZ"]
    assert (fresh(document).state, fresh(document).return_reason) == ("submitted", "")


@pytest.mark.parametrize("state", ["submitted", "consulted", "approved"])
def test_document_with_its_readers_is_not_written_on(state):
    of = scene()
    document = written_by_guide(of)
    Document.objects.filter(pk=document.pk).update(state=state, approved_at=AT)

    refused = refusal(write, document, texts={}, note="", author=of.guide, based_on=1, at=AT)

    assert refused == "not_editable"
    assert document.versions.count() == 1


def test_partners_are_not_asked_for_a_day_that_has_passed():
    of = handed_in(partners=["NALAS"])
    yesterday = AT.date() - timedelta(days=1)

    refused = refusal(actions.ask_partners, of.one, until=yesterday, reviewers={}, by=ANA, at=AT)

    assert refused == "past_day"


def test_nobody_is_asked_where_no_partner_is_named():
    of = handed_in()

    refused = refusal(actions.ask_partners, of.one, until=UNTIL, reviewers={}, by=ANA, at=AT)

    assert refused == "no_partners"


@pytest.mark.parametrize("step", ["approve", "return", "answer"])
def test_step_that_does_not_follow_is_refused(step):
    of = scene(partners=["GIZ"])
    row = Consultation.objects.create(deliverable=of.one, partner="GIZ", asked_at=AT)
    steps = {
        "approve": lambda: actions.approve_deliverable(of.one, name="А", by=ANA, at=AT),
        "return": lambda: actions.return_deliverable(of.one, reason="Р", by=ANA, at=AT),
        "answer": lambda: actions.answer_consultation(row, agrees=True, comment="", by=ANA, at=AT),
    }

    assert refusal(steps[step]) == "no_such_step"
