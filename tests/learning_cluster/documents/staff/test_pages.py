"""The coordinator asks partners, approves, returns, and sees what is missing (L6)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from learning_cluster.actions.deliverables import hand_in
from learning_cluster.actions.documents import begin_document, begin_for, submit_document, write
from learning_cluster.enums import MemberRole, TemplateKind
from learning_cluster.models import Consultation, Deliverable, Document, TemplateSection
from learning_cluster.staff.urls.documents import urlpatterns
from messaging.models import Message
from tests.factories.accounts import staff
from tests.factories.learning_cluster import AT, ClusterFactory, DeliverableFactory, PhaseFactory
from tests.learning_cluster.documents.scene import ANA, fresh, scene, whole_texts

pytestmark = [pytest.mark.django_db, pytest.mark.req("L6")]
NAMES = [str(pattern.name) for pattern in urlpatterns]


@pytest.fixture
def ready(of):
    """The deliverable of the scene, written and handed in, with an opinion asked of one."""
    document = begin_for(of.one, by=ANA, at=AT)
    named = {"note": "", "author": of.guide, "based_on": 0, "at": AT}
    write(document, texts=whole_texts(of.one.template), **named)
    hand_in(of.one, by=ANA, at=AT)
    Consultation.objects.create(deliverable=of.one, partner="NALAS", asked_at=AT)
    of.one.files.create(number=1, title="Прилог", file="learning_cluster/a.pdf", added_at=AT)
    return of


def address(name: str, of) -> str:
    pattern = next(one for one in urlpatterns if one.name == name)
    document = Document.objects.filter(deliverable=of.one).first()
    known = {
        "slug": of.cluster.slug,
        "pk": of.one.pk,
        "uid": document.uid if document else None,
        "number": 1,
        "consultation": of.one.consultations.values_list("pk", flat=True).first(),
    }
    parts = {key: known[key] for key in pattern.pattern.converters}
    return reverse(f"learning_cluster:{name}", kwargs=parts)


def codes(client, name: str, of) -> set[int]:
    found = address(name, of)
    return {client.get(found).status_code, client.post(found).status_code} - {405}


@pytest.mark.req("X2")
@pytest.mark.parametrize("name", sorted(set(NAMES) - {"missing"}))
def test_coordinator_of_another_cluster_finds_nothing(client, ready, name):
    staff(client, Role.CLUSTER_COORDINATOR, scope=ClusterFactory())

    assert codes(client, name, ready) == {404}


@pytest.mark.req("X2")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("role", [Role.TRAINING_COORDINATOR, Role.PORTAL_ADMINISTRATOR])
def test_other_staff_find_nothing(client, ready, role, name):
    staff(client, role)

    assert codes(client, name, ready) == {404}


@pytest.mark.req("X2")
@pytest.mark.parametrize("name", NAMES)
def test_coordinator_finds_every_page(host, ready, name):
    code = host.get(address(name, ready)).status_code

    assert code == 405 if name in POSTED else code == (404 if name == "deliverable_file" else 200)


POSTED = {
    "deliverable_ask",
    "deliverable_return",
    "deliverable_hand_in",
    "deliverable_files",
    "document_return",
}


@pytest.mark.req("X2")
@pytest.mark.parametrize("name", ["deliverable_hand_in", "deliverable_files"])
def test_coordinator_hands_in_nothing_of_the_resource_person(host, of, name):
    assert host.post(address(name, of)).status_code == 404


def test_partners_are_asked_and_mailed(host, of, ready):
    page = host.get(address("deliverable", of))
    form = page.context["ask"]

    response = host.post(
        address("deliverable_ask", of),
        {"until": "2026-11-27", "reviewer_NALAS": of.reviewer.pk, "reviewer_GIZ": ""},
    )

    assert form["reviewer_NALAS"].initial == of.reviewer
    assert response.status_code == 302
    assert [(one.partner, one.reviewer) for one in of.one.consultations.all()] == [
        ("GIZ", None),
        ("NALAS", of.reviewer),
    ]
    asked = Message.objects.filter(context__what="asked")
    assert [one.recipient for one in asked] == [of.reviewer.email]


@pytest.mark.parametrize(
    "bad",
    [{"until": ""}, {"until": "x"}, {"until": "2026-11-27", "reviewer_GIZ": "999999"}],
)
def test_bad_question_is_told_and_asks_nobody(host, ready, bad):
    response = host.post(address("deliverable_ask", ready), bad)

    assert response.status_code == 200
    assert response.context["ask"].errors
    assert fresh(ready.one).state == "submitted"


def test_approval_waits_for_the_partner_and_says_so(host, of, ready):
    host.post(address("deliverable_ask", of), {"until": "2026-11-27"})

    refused = host.post(address("deliverable", of))
    for row in of.one.consultations.all():
        opinion = reverse(
            "learning_cluster:deliverable_opinion", args=[of.cluster.slug, of.one.pk, row.pk]
        )
        host.post(opinion, {"agrees": "yes"})
    approved = host.post(address("deliverable", of))

    assert refused.status_code == 409
    assert "GIZ, NALAS" in refused.content.decode() or "NALAS, GIZ" in refused.content.decode()
    assert approved.status_code == 302
    assert fresh(of.one).state == "approved"


def test_deliverable_is_returned_with_a_reason_alone(host, of, ready):
    silent = host.post(address("deliverable_return", of), {"reason": " "})
    returned = host.post(address("deliverable_return", of), {"reason": "Кратко."})

    assert (silent.status_code, returned.status_code) == (200, 302)
    assert list(silent.context["reason"].errors) == ["reason"]
    assert (fresh(of.one).state, fresh(of.one).reason) == ("returned", "Кратко.")


def test_coordinator_hands_in_what_the_association_brings(host, of):
    one = DeliverableFactory(phase=of.one.phase, template="", responsible=MemberRole.COORDINATOR)
    slug = of.cluster.slug
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.7")

    host.post(
        reverse("learning_cluster:deliverable_files", args=[slug, one.pk]),
        {"title": "Одлука", "file": file},
    )
    host.post(reverse("learning_cluster:deliverable_hand_in", args=[slug, one.pk]))

    assert (fresh(one).state, one.files.get().author) == ("submitted", of.coordinator)


def test_document_without_a_deliverable_is_decided_on_its_page(host, of):
    template = TemplateKind.ASSIGNMENT_REPORT
    document = begin_document(of.cluster, template=template, by=ANA, at=AT)
    named = {"note": "", "author": of.guide, "based_on": 0, "at": AT}
    write(document, texts=whole_texts(template), **named)
    submit_document(document, by=ANA, at=AT)
    place = [of.cluster.slug, document.uid]

    silent = host.post(reverse("learning_cluster:document_return", args=place), {})
    host.post(reverse("learning_cluster:document_return", args=place), {"reason": "Кратко."})
    returned = fresh(document).state
    submit_document(document, by=ANA, at=AT)
    host.post(reverse("learning_cluster:document", args=place))

    assert (silent.status_code, returned) == (200, "returned")
    assert (fresh(document).state, fresh(document).approved_name) == (
        "approved",
        of.coordinator.user.username,
    )


def test_one_page_says_what_is_missing_in_the_clusters_one_coordinates(host, of):
    Deliverable.objects.filter(pk=of.one.pk).update(due=AT.date() - timedelta(days=1))
    other = scene(due=AT.date() - timedelta(days=1))

    response = host.get(reverse("learning_cluster:missing"))

    ((cluster, (group,)),) = response.context["clusters"]
    assert (cluster, group.code) == (of.cluster, "overdue")
    assert other.cluster.name_sr not in response.content.decode()


def test_lists_cost_the_same_for_one_row_and_for_thirty(host, of, ready):
    counts = []
    for _round in range(2):
        seen = []
        for name in ("deliverables", "documents"):
            host.get(address(name, of))  # caches of the page's frame
            with CaptureQueriesContext(connection) as captured:
                host.get(address(name, of))
            seen.append(len(captured))
        counts.append(seen)
        for _number in range(29):
            DeliverableFactory(phase=PhaseFactory(cluster=of.cluster))
            begin_document(
                of.cluster,
                template=TemplateKind.SESSION_REPORT,
                phase=PhaseFactory(cluster=of.cluster),
                by=ANA,
                at=AT,
            )

    assert counts[0] == counts[1]


@pytest.mark.req("L7", "X3")
def test_words_of_a_section_are_edited_and_no_section_is_added(client):
    staff(client, Role.CLUSTER_COORDINATOR)
    section = TemplateSection.objects.get(template=TemplateKind.AGENDA, slug="aims")
    edit = reverse("cluster_template_sections:edit", args=[section.pk])
    fields = [f"{name}_{code}" for name in ("name", "guidance") for code in ("sl", "sr", "en")]
    data = {name: getattr(section, name) for name in fields}

    response = client.post(
        edit, data | {"name_sl": "Novi cilji", "order": section.order, "is_required": "on"}
    )

    section.refresh_from_db()
    assert (response.status_code, section.name_sl, section.slug) == (302, "Novi cilji", "aims")
    assert client.get(reverse("cluster_template_sections:add")).status_code != 200
