"""Every page of documents and deliverables, for everybody in the cluster and outside it (X2)."""

import uuid

import pytest
from django.urls import reverse

from learning_cluster.actions.documents import begin_for, write
from learning_cluster.enums import MemberRole, TemplateKind
from learning_cluster.models import Concept, Consultation, Deliverable, Document
from learning_cluster.urls.documents import urlpatterns
from tests.factories.learning_cluster import (
    AT,
    DocumentFactory,
    HelperFactory,
    MemberFactory,
    MembershipFactory,
    signed_up,
)
from tests.learning_cluster.documents.scene import ANA, path, scene, signed, whole_texts

pytestmark = [pytest.mark.django_db, pytest.mark.req("X2")]

NAMES = [str(pattern.name) for pattern in urlpatterns]
LISTS = {"cluster_deliverables", "cluster_documents"}
OF_GUIDE = {
    "cluster_deliverable_begin",
    "cluster_deliverable_file_add",
    "cluster_deliverable_hand_in",
    "cluster_document_begin",
    "cluster_document_edit",
    "cluster_document_assemble",
    "cluster_document_submit",
}


@pytest.fixture
def of():
    """A draft of an agenda with one version, of a deliverable that holds a file."""
    made = scene()
    document = begin_for(made.one, by=ANA, at=AT)
    texts = whole_texts(made.one.template)
    write(document, texts=texts, note="", author=made.guide, based_on=0, at=AT)
    made.one.files.create(number=1, title="Прилог", file="learning_cluster/a.pdf", added_at=AT)
    return made


def address(name: str, of) -> str:
    pattern = next(one for one in urlpatterns if one.name == name)
    document = Document.objects.get(deliverable=of.one)
    known = {"slug": of.cluster.slug, "pk": of.one.pk, "uid": document.uid, "number": 1}
    return reverse(name, kwargs={key: known[key] for key in pattern.pattern.converters})


def in_state(of, state: str) -> None:
    facts = {"state": state, "reason": "Допунити", "consult_until": AT.date()}
    Deliverable.objects.filter(pk=of.one.pk).update(**facts)
    facts = {"state": state, "return_reason": "Допунити"}
    Document.objects.filter(deliverable=of.one).update(**facts)


def codes(client, name: str, of) -> set[int]:
    """Return the codes of reading and writing; 405 says that the page knows no such method."""
    found = address(name, of)
    return {client.get(found).status_code, client.post(found).status_code} - {405}


@pytest.mark.parametrize("name", NAMES)
def test_stranger_is_led_to_the_sign_in(client, of, name):
    assert codes(client, name, of) == {302}
    assert "prijava" in client.get(address("cluster_documents", of))["Location"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("role", [*MemberRole])
def test_member_of_another_cluster_finds_nothing(client, of, role, name):
    make = MemberFactory if role == MemberRole.REPRESENTATIVE else HelperFactory
    other = make(role=role)
    signed_up(other)

    assert codes(signed(client, other), name, of) == {404}


@pytest.mark.parametrize("name", sorted(set(NAMES) - LISTS))
@pytest.mark.parametrize("who", ["member", "reviewer"])
def test_member_and_reviewer_find_no_draft_and_do_no_work_of_the_guide(client, of, who, name):
    assert codes(signed(client, getattr(of, who)), name, of) == {404}


@pytest.mark.parametrize("name", sorted(OF_GUIDE))
def test_coordinator_does_no_work_of_the_guide_here(client, of, name):
    assert codes(signed(client, of.coordinator), name, of) == {404}


@pytest.mark.parametrize("name", sorted(LISTS))
@pytest.mark.parametrize("who", ["guide", "coordinator", "member", "reviewer"])
def test_lists_are_for_everybody_inside_and_name_what_each_may_see(client, of, who, name):
    response = signed(client, getattr(of, who)).get(address(name, of))

    assert response.status_code == 200
    sees = of.one.name in response.content.decode() or "cluster_document" in name
    assert sees == (who in ("guide", "coordinator") or name == "cluster_documents")
    assert len(response.context.get("documents", [])) == (
        1 if name == "cluster_documents" and who in ("guide", "coordinator") else 0
    )


@pytest.mark.parametrize(
    "name", ["cluster_deliverable", "cluster_document", "cluster_document_docx"]
)
@pytest.mark.parametrize("who", ["guide", "coordinator"])
def test_guide_and_coordinator_read_drafts(client, of, who, name):
    assert signed(client, getattr(of, who)).get(address(name, of)).status_code == 200


def test_reviewer_reads_what_is_asked_of_them_alone(client, of):
    client = signed(client, of.reviewer)
    other = DocumentFactory(cluster=of.cluster)
    before = client.get(address("cluster_document", of)).status_code

    Consultation.objects.create(
        deliverable=of.one, partner="NALAS", reviewer=of.reviewer, asked_at=AT
    )
    in_state(of, "consulted")

    assert before == 404
    for name in ("cluster_deliverable", "cluster_document", "cluster_document_docx"):
        assert client.get(address(name, of)).status_code == 200
    assert client.get(path("document", of, other.uid)).status_code == 404


def test_reviewer_reads_nothing_of_what_is_written_anew_after_their_opinion(client, of):
    client = signed(client, of.reviewer)
    Consultation.objects.create(
        deliverable=of.one, partner="NALAS", reviewer=of.reviewer, asked_at=AT, agrees=True
    )
    in_state(of, "consulted")
    before = client.get(address("cluster_deliverable", of)).context["files"].count()

    in_state(of, "returned")

    page = client.get(address("cluster_deliverable", of))
    assert address("cluster_document", of) not in page.content.decode()
    assert (before, page.status_code, page.context["files"].count()) == (1, 200, 0)
    for name in ("cluster_deliverable_file", "cluster_document", "cluster_document_docx"):
        assert client.get(address(name, of)).status_code == 404


def test_reviewer_of_one_partner_answers_for_no_other(client, of):
    Deliverable.objects.filter(pk=of.one.pk).update(state="consulted", consult_until=AT.date())
    other = HelperFactory(cluster=of.cluster, role=MemberRole.REVIEWER)
    signed_up(other)
    Consultation.objects.create(
        deliverable=of.one, partner="NALAS", reviewer=of.reviewer, asked_at=AT
    )

    response = signed(client, other).post(
        address("cluster_deliverable_answer", of), {"agrees": "yes"}
    )

    assert response.status_code == 404
    assert Consultation.objects.get().answered_at is None


@pytest.mark.parametrize(
    ("template", "state", "is_read"),
    [
        (TemplateKind.AGENDA, "approved", True),
        (TemplateKind.EVENT_REPORT, "approved", True),
        (TemplateKind.AGENDA, "submitted", False),
        (TemplateKind.SESSION_REPORT, "approved", False),
        (TemplateKind.ASSIGNMENT_REPORT, "approved", False),
    ],
)
def test_member_reads_what_was_approved_for_all(client, of, template, state, is_read):
    document = DocumentFactory(cluster=of.cluster, template=template, state=state, approved_at=AT)

    response = signed(client, of.member).get(path("document", of, document.uid))

    assert response.status_code == (200 if is_read else 404)


@pytest.mark.parametrize("who", ["member", "reviewer"])
def test_member_and_reviewer_read_no_version_before_the_one_meant_for_them(client, of, who):
    document = Document.objects.get(deliverable=of.one)
    document.versions.create(number=2, texts={"x": "Друго"}, note="Ново", saved_at=AT)
    Document.objects.filter(pk=document.pk).update(state="approved", approved_at=AT)
    Consultation.objects.create(
        deliverable=of.one, partner="NALAS", reviewer=of.reviewer, asked_at=AT
    )
    client = signed(client, getattr(of, who))

    page = client.get(path("document", of, document.uid))
    codes = {
        number: {
            client.get(path(name, of, document.uid, number)).status_code
            for name in ("document_version", "document_docx")
        }
        for number in (1, 2)
    }

    assert [row.number for row in page.context["versions"]] == [2]
    assert codes == {1: {404}, 2: {200}}


@pytest.mark.req("L11")
def test_concept_is_taken_away_by_those_who_may_read_it_and_is_no_page_here(client, of):
    document = DocumentFactory(
        cluster=of.cluster, template=TemplateKind.CONCEPT, membership=of.member.membership
    )
    document.versions.create(number=1, texts={"goal": "Циљ"}, saved_at=AT)
    Concept.objects.create(membership=of.member.membership, document=document)
    stranger = MemberFactory(membership=MembershipFactory(cluster=of.cluster))
    signed_up(stranger)
    file = path("document_docx", of, document.uid, 1)

    own = signed(client, of.member).get(file).status_code
    page = client.get(path("document", of, document.uid)).status_code
    peer = signed(client, stranger).get(file).status_code

    assert (own, page, peer) == (200, 404, 404)


@pytest.mark.parametrize("name", ["document", "document_edit"])
def test_document_that_is_not_there_is_not_found(client, of, name):
    assert signed(client, of.guide).get(path(name, of, uuid.uuid4())).status_code == 404
    huge = path("document_version", of, Document.objects.get().uid, 10**12)
    assert client.get(huge).status_code == 404
