"""Who finds which concept, and who may write, speak of and conclude it (X2, L11)."""

import pytest
from django.urls import reverse

from accounts.roles import STAFF_ROLES, Role
from languages.transliteration import to_latin
from learning_cluster.actions.action_plans import Planned, add_line
from learning_cluster.actions.findings import Found, add_finding
from learning_cluster.actions.implementing import Report, begin_record
from learning_cluster.enums import ConceptStage, ImplementationState, MemberRole
from learning_cluster.models import Concept, Member
from learning_cluster.staff.urls.concepts import urlpatterns as staff_patterns
from learning_cluster.urls.concepts import urlpatterns
from tests.factories.accounts import GrantFactory, UserFactory, staff
from tests.factories.learning_cluster import AT, HelperFactory
from tests.factories.learning_concepts import FeedbackFactory
from tests.learning_cluster.concepts.scene import BY, inside, path, scene, signed

pytestmark = [pytest.mark.django_db, pytest.mark.req("X2", "L11")]
WRITTEN = "Дневни центар."  # what the concept says
OF_CLUSTER = {"cluster_concepts", "cluster_concept_start", "cluster_implementation"}
OF_CLUSTER |= {"cluster_implementation_begin"}
READ = {"cluster_concept", "cluster_concept_version", "cluster_concept_compare"}


def furnished():
    """Return a scene with a row of every kind, and the keys of its addresses by name."""
    of = scene()
    args = {"by": BY, "at": AT}
    line = add_line(of.concept, planned=Planned("Опремити", "", None, None, None), **args)
    finding = add_finding(of.concept, found=Found("42 дјеце", "Мапирање", None), **args)
    said = FeedbackFactory(version=of.first, author=of.guide)
    report = Report("Центар", ImplementationState.PREPARED, None, 10, "", "", None)
    record = begin_record(of.own, report=report, author=of.ana, **args)
    keys = {
        "cluster_concept_reply": said.pk,
        "cluster_action": line.pk,
        "cluster_action_remove": line.pk,
        "cluster_finding": finding.pk,
        "cluster_implementation_record": record.pk,
    }
    return of, keys


def addresses(of, keys, patterns=urlpatterns, space=""):
    for pattern in patterns:
        known = {
            "slug": of.cluster.slug,
            "uid": of.concept.document.uid,
            "number": 1,
            "pk": keys.get(pattern.name),
        }
        args = {name: known[name] for name in pattern.pattern.converters}
        yield pattern.name, reverse(f"{space}{pattern.name}", kwargs=args)


def found(client, of, keys, *, post=False):
    """Return the names of the addresses that are there for whoever is signed in."""
    send = client.post if post else client.get
    answers = {name: send(one).status_code for name, one in addresses(of, keys)}
    return {name for name, code in answers.items() if code not in (404, 405)}


def names(method):
    """Return which addresses answer to a method, as a stranger's 302 shows."""
    return {pattern.name for pattern in urlpatterns if method in METHODS[pattern.name]}


ONLY_READ = {"cluster_concepts", "cluster_implementation", *READ}
ONLY_WRITTEN = {
    "cluster_concept_start",
    "cluster_concept_feedback",
    "cluster_concept_consult",
    "cluster_concept_conclude",
    "cluster_concept_peers",
    "cluster_action_remove",
    "cluster_finding_add",
}
METHODS = {
    pattern.name: {"get"}
    if pattern.name in ONLY_READ
    else {"post"}
    if pattern.name in ONLY_WRITTEN
    else {"get", "post"}
    for pattern in urlpatterns
}
OPEN_TO_ALL = {"cluster_concepts", "cluster_implementation"}
OF_REPRESENTATIVES = {"cluster_implementation_begin"}


def test_strangers_are_led_to_the_sign_in(client):
    paths = [one for _name, one in addresses(*furnished())]

    answers = [send(one) for one in paths for send in (client.get, client.post)]

    assert {answer["Location"].split("?")[0] for answer in answers} == {"/prijava/login/"}


@pytest.mark.parametrize("role", [None, Role.CLERK, Role.TRAINER, Role.CALL_SCORER])
def test_who_is_in_no_cluster_finds_nothing(client, role):
    of, keys = furnished()
    client.force_login(GrantFactory(role=role).user if role else UserFactory())

    assert found(client, of, keys) == found(client, of, keys, post=True) == set()


@pytest.mark.parametrize("role", MemberRole)
def test_people_of_another_cluster_find_nothing(client, role):
    of, keys = furnished()
    other = scene(sections=False)
    stranger = (
        other.vera
        if role == MemberRole.REPRESENTATIVE
        else HelperFactory(cluster=other.cluster, role=role)
    )
    if role == MemberRole.COORDINATOR:
        staff(client, Role.CLUSTER_COORDINATOR, scope=other.cluster)
    else:
        signed(client, stranger)

    assert found(client, of, keys) == found(client, of, keys, post=True) == set()


def test_representatives_find_and_write_their_own(client):
    of, keys = furnished()

    for member in (of.ana, of.bojan):
        signed(client, member)
        assert found(client, of, keys) == names("get")
        assert found(client, of, keys, post=True) == names("post") - {"cluster_concept_feedback"}


def test_peers_find_a_concept_once_it_is_opened_and_only_read_and_speak_of_it(client):
    of, keys = furnished()
    signed(client, of.vera)
    closed = found(client, of, keys), found(client, of, keys, post=True)
    Concept.objects.update(is_open_to_peers=True)

    opened = found(client, of, keys), found(client, of, keys, post=True)

    own = {"cluster_concept_start"} | OF_REPRESENTATIVES
    assert closed == (OPEN_TO_ALL | OF_REPRESENTATIVES, own)
    assert opened == (OPEN_TO_ALL | OF_REPRESENTATIVES | READ, own | {"cluster_concept_feedback"})


def test_practitioners_are_peers_who_write_nothing(client):
    of, keys = furnished()
    signed(client, of.practitioner)
    closed = found(client, of, keys), found(client, of, keys, post=True)
    Concept.objects.update(is_open_to_peers=True)

    opened = found(client, of, keys), found(client, of, keys, post=True)

    assert closed == (OPEN_TO_ALL, set())
    assert opened == (OPEN_TO_ALL | READ, {"cluster_concept_feedback"})


@pytest.mark.parametrize(
    ("stage", "is_there"),
    [
        (ConceptStage.EARLY_DRAFT, False),
        (ConceptStage.FEEDBACK, False),
        (ConceptStage.REVISED, False),
        (ConceptStage.CONSULTATION, True),
        (ConceptStage.FINAL, True),
    ],
)
def test_reviewers_find_a_concept_in_consultation_and_final_alone(client, stage, is_there):
    of, keys = furnished()
    Concept.objects.update(stage=stage, is_open_to_peers=True)
    signed(client, of.reviewer)

    assert found(client, of, keys) == OPEN_TO_ALL | (READ if is_there else set())
    written = {"cluster_concept_feedback"} if is_there else set()
    assert found(client, of, keys, post=True) == written
    assert (to_latin(WRITTEN) in client.get(path("concept", of)).content.decode()) is is_there


def test_the_resource_person_reads_all_and_speaks_of_them(client):
    of, keys = furnished()
    signed(client, of.guide)

    assert found(client, of, keys) == OPEN_TO_ALL | READ
    assert found(client, of, keys, post=True) == {"cluster_concept_feedback"}


def test_the_coordinator_reads_all_and_speaks_of_them_without_a_place_inside(client):
    of, keys = furnished()
    staff(client, Role.CLUSTER_COORDINATOR, scope=of.cluster)

    assert found(client, of, keys) == OPEN_TO_ALL | READ
    assert found(client, of, keys, post=True) == {"cluster_concept_feedback"}


def test_who_has_left_finds_nothing(client):
    of, keys = furnished()
    signed(client, of.ana)
    Member.objects.filter(pk=of.ana.pk).update(state="ended")

    assert found(client, of, keys) <= OPEN_TO_ALL
    assert found(client, of, keys, post=True) == set()


def test_rows_of_another_concept_are_not_there_under_ones_own(client):
    of, keys = furnished()
    other = scene(sections=False)
    signed(client, other.ana)

    codes = {
        send(path(name, other, keys[f"cluster_{name}"])).status_code
        for name in ("concept_reply", "action", "finding")
        for send in (client.get, client.post)
    }
    record = inside("implementation_record", other, keys["cluster_implementation_record"])
    client.post(path("action_remove", other, keys["cluster_action_remove"]), {"seen": 1})

    assert codes == {404}
    assert client.get(record).status_code == 404
    assert of.concept.actions.count() == 1


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_board_is_there_for_the_coordinator_alone(client, role):
    of, keys = furnished()
    staff(client, role)
    paths = [one for _name, one in addresses(of, keys, staff_patterns, "learning_cluster:")]

    reads = {client.get(one).status_code for one in paths}
    writes = {client.post(one).status_code for one in paths} - {405}

    if role == Role.CLUSTER_COORDINATOR:
        assert (reads, writes) == ({200, 302}, {302})
    else:
        assert (reads, writes) == ({404}, {404})


def test_board_of_another_cluster_is_not_there(client):
    of, keys = furnished()
    staff(client, Role.CLUSTER_COORDINATOR, scope=scene(sections=False).cluster)
    paths = [one for _name, one in addresses(of, keys, staff_patterns, "learning_cluster:")]

    assert {client.get(one).status_code for one in paths} == {404}
    assert {client.post(one).status_code for one in paths} - {405} == {404}
