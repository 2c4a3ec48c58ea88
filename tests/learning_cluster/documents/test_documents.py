"""Documents: begun once, written version by version, handed in, approved (L6, L7)."""

import pytest

from learning_cluster.actions import documents as actions
from learning_cluster.enums import DocumentState, TemplateKind
from learning_cluster.models import Document
from privacy.models import AuditEntry
from tests.factories.learning_cluster import AT, DeliverableFactory, EventFactory
from tests.learning_cluster.documents.scene import ANA, fresh, refusal, scene, whole_texts

pytestmark = [pytest.mark.django_db, pytest.mark.req("L6", "L7")]
REPORT = TemplateKind.ASSIGNMENT_REPORT


def begun(of, template=REPORT, **about) -> Document:
    return actions.begin_document(of.cluster, template=template, **about, by=ANA, at=AT)


def saved(document, of, texts, *, based_on=0):
    named = {"note": "", "author": of.guide, "based_on": based_on, "at": AT}
    return actions.write(document, texts=texts, **named)


def test_document_is_begun_once():
    of = scene()
    event = EventFactory(cluster=of.cluster)

    first = begun(of, TemplateKind.EVENT_REPORT, event=event)

    assert begun(of, TemplateKind.EVENT_REPORT, event=event) == first
    assert begun(of, TemplateKind.AGENDA, event=event) != first
    assert begun(of) == begun(of)


def test_document_joins_the_deliverable_that_asks_for_it():
    of = scene()
    event = EventFactory(cluster=of.cluster)
    wanted = DeliverableFactory(phase=of.one.phase, template=TemplateKind.EVENT_REPORT, event=event)
    other = DeliverableFactory(phase=of.one.phase, template=TemplateKind.EVENT_REPORT)

    document = begun(of, TemplateKind.EVENT_REPORT, event=event)

    assert (fresh(wanted).document, fresh(other).document) == (document, None)


def test_document_of_a_deliverable_is_the_one_of_its_event():
    of = scene()
    of.one.event = EventFactory(cluster=of.cluster)
    of.one.save()
    document = Document.objects.create(
        cluster=of.cluster, template=of.one.template, event=of.one.event, created_at=AT
    )

    assert actions.begin_for(of.one, by=ANA, at=AT) == document
    assert fresh(of.one).document == document


@pytest.mark.parametrize("template", ["", TemplateKind.CONCEPT])
def test_deliverable_without_a_document_of_its_own_has_none_begun(template):
    of = scene(template=template)

    assert refusal(actions.begin_for, of.one, by=ANA, at=AT) == "no_template"


def test_versions_count_up_and_keep_what_was_before():
    of = scene()
    document = begun(of)

    saved(document, of, {"summary": "Прво"})
    saved(document, of, {"summary": "Друго"}, based_on=1)

    assert [(one.number, one.texts) for one in document.versions.all()] == [
        (2, {"summary": "Друго"}),
        (1, {"summary": "Прво"}),
    ]


def test_same_form_sent_twice_is_one_version_and_one_entry():
    of = scene()
    document = begun(of)

    rows = [saved(document, of, {"summary": "Прво"}) for _ in range(2)]

    assert rows[0] == rows[1]
    assert AuditEntry.objects.filter(verb="version_saved").count() == 1


def test_version_based_on_an_older_one_is_refused():
    of = scene()
    document = begun(of)
    saved(document, of, {"summary": "Прво"})

    with pytest.raises(actions.ClusterError) as error:
        saved(document, of, {"summary": "Друго"}, based_on=0)

    assert error.value.code == "changed_meanwhile"
    assert document.newest.texts == {"summary": "Прво"}


def test_document_without_a_deliverable_is_handed_in_returned_and_approved():
    of = scene()
    document = begun(of)
    assert refusal(actions.submit_document, document, by=ANA, at=AT) == "incomplete"
    saved(document, of, whole_texts(REPORT))

    actions.submit_document(document, by=ANA, at=AT)
    actions.return_document(document, reason="Кратко.", by=ANA, at=AT)
    returned = fresh(document)
    actions.submit_document(document, by=ANA, at=AT)
    actions.approve_document(document, name="Ана", by=ANA, at=AT)

    assert (returned.state, returned.return_reason) == (DocumentState.RETURNED, "Кратко.")
    assert (fresh(document).state, fresh(document).approved_name) == ("approved", "Ана")
    steps = ["document_submitted", "document_returned", "document_submitted", "document_approved"]
    entries = AuditEntry.objects.filter(verb__startswith="document_").order_by("pk")
    assert [one.verb for one in entries][1:] == steps


def test_document_of_a_deliverable_is_decided_with_it_alone():
    of = scene()
    document = actions.begin_for(of.one, by=ANA, at=AT)
    saved(document, of, whole_texts(of.one.template))
    actions.submit_document(document, by=ANA, at=AT)

    assert fresh(of.one).state == "submitted"
    refused = refusal(actions.approve_document, document, name="А", by=ANA, at=AT)
    assert refused == "no_such_step"


@pytest.mark.parametrize("name", ["approve", "return"])
def test_draft_is_not_decided(name):
    of = scene()
    document = begun(of)
    more = {"name": "А"} if name == "approve" else {"reason": "Р"}

    assert refusal(getattr(actions, f"{name}_document"), document, **more, by=ANA, at=AT) == (
        "no_such_step"
    )
