"""Everything the app knows of a person is handed out and forgotten, or kept for a reason (X4)."""

import json
import re

import pytest
from django.apps import apps
from django.db.models import CharField, EmailField, TextField

from accounts.models import User
from learning_cluster.enums import ClusterState, MemberState
from learning_cluster.models import (
    Cluster,
    GoodPractice,
    Member,
    MentoringSession,
    Question,
    Registration,
    SessionMember,
)
from learning_cluster.work_personal_data import KEPT, Work
from privacy.personal_data import Person, registered
from tests.factories.learning_cluster import (
    AT,
    STARTS_AT,
    EventFactory,
    HelperFactory,
    MemberFactory,
    SessionFactory,
    signed_up,
)
from tests.learning_cluster.people.acting import MILA, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.req("X4")]
EMAIL = "ana@primer.example"
ANA = Person(email=EMAIL)

OF_WORK = {f"{one.model.__name__}.{one.field}" for one in KEPT}
# Where a person is told by a key: who hands it out beside `Work`, or why nobody need.
OTHERS = {
    "Member.user": "learning_cluster.people",
    "Member.replaces": "who came before somebody: another person, who is handed out by themself",
    "DocumentVersion.author": "learning_cluster.writers",
    "Feedback.author": "learning_cluster.writers",
    "Scorer.user": "learning_cluster.scorers",
}
# Where a person is told in words.
NAMED = {
    "Member.name": "learning_cluster.people",
    "Member.email": "learning_cluster.people",
    "Member.phone": "learning_cluster.people",
    "Member.organisation": "learning_cluster.people",
    "Member.post": "learning_cluster.people",
    "Membership.contact_name": "learning_cluster.people",
    "Membership.contact_email": "learning_cluster.people",
    "Application.name": "learning_cluster.applicants",
    "Application.email": "learning_cluster.applicants",
    "Application.phone": "learning_cluster.applicants",
    "Scorer.name": "learning_cluster.scorers",
    "Sheet.conflict": "learning_cluster.scorers",
    "DocumentVersion.author_name": "learning_cluster.writers",
    "Feedback.author_name": "learning_cluster.writers",
    "Registration.needs": "learning_cluster.work",
    "MentoringSession.wish": "learning_cluster.work",
    "GoodPractice.contact": "learning_cluster.work",
    "TimeSheet.signed_name": "a signed document of the fee: handed out, kept as accounts are",
    "TimeSheet.confirmed_name": "the coordinator's hand under it: kept as accounts are",
    "Document.approved_name": "who approved in the association's name: an official act",
    "Deliverable.approved_name": "who approved in the association's name: an official act",
    "Speaker.name": "on the agenda, without an address; hosts correct it there",
    "Speaker.organisation": "stands by the speaker's name",
    "ActionPlanItem.who": "an office or post in a local government's own plan",
    "LocalGovernment.email": "an office's address",
    "Cluster.host": "an association",
}
PERSONAL = re.compile(
    r"(^|_)(name|email|phone|contact|conflict|host|needs|wish|who|organisation|post)$"
)


def own_fields():
    for model in apps.get_app_config("learning_cluster").get_models():
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            yield f"{model.__name__}.{field.name}", field


def test_every_key_to_a_person_is_handed_out_or_listed():
    keys = {name for name, field in own_fields() if field.related_model in (Member, User)}

    assert keys == OF_WORK | set(OTHERS)


def test_every_field_that_may_name_a_person_is_covered_or_listed():
    fields = {
        name
        for name, field in own_fields()
        if isinstance(field, CharField | TextField | EmailField)
        and PERSONAL.search(field.name)
        and not field.choices
    }

    assert fields == set(NAMED)


def test_every_named_provider_is_registered():
    known = {one.name for one in registered()}

    said = {one for one in [*OTHERS.values(), *NAMED.values()] if one.startswith("learning_")}
    assert said | {"learning_cluster.work"} <= known


def test_facts_of_every_kind_are_columns_and_plain():
    for one in KEPT:
        assert list(one.model._default_manager.values(*one.facts)[:1]) == []
    assert len({one.kind for one in KEPT}) == len(KEPT)


def worked(**facts):
    """Return somebody who was asked to an event, booked a session, came to it, and asked."""
    ana = MemberFactory(email=EMAIL, **facts)
    event = EventFactory(cluster=ana.cluster)
    Registration.objects.create(event=event, member=ana, needs="Без глутена", invited_at=AT)
    guide = HelperFactory(cluster=ana.cluster)
    session = SessionFactory(
        resource_person=guide, booked_by=ana, wish="Моја болест", reason="Операција"
    )
    part = SessionMember.objects.create(session=session, membership=ana.membership)
    part.people.add(ana)
    Question.objects.create(cluster=ana.cluster, asked_by=ana, text="Ко плаћа?", asked_at=AT)
    return ana


def test_export_holds_what_somebody_did_and_said_and_nothing_of_others():
    ana = worked()
    other = MemberFactory(membership=ana.membership)
    Question.objects.create(cluster=ana.cluster, asked_by=other, text="Туђе", asked_at=AT)

    rows = list(Work().export(Person(email=EMAIL.upper())))

    kinds = [row["kind"].removeprefix("learning_cluster.") for row in rows]
    assert kinds == ["registration", "session_booked", "session_attended", "question"]
    assert rows[0]["needs"] == "Без глутена"
    assert rows[1]["period"][0] == MentoringSession.objects.get().starts_at.isoformat()
    assert "Туђе" not in json.dumps(rows, ensure_ascii=False)
    assert list(Work().export(Person())) == []


def test_export_by_account_is_the_same():
    ana = worked()
    user = signed_up(ana)

    assert list(Work().export(Person(user_id=user.pk))) == list(Work().export(ANA))


def said():
    needs = Registration.objects.get().needs
    session = MentoringSession.objects.get()
    return needs, session.wish, session.reason


def test_who_is_in_a_cluster_is_forgotten_nothing_before_the_event():
    worked()

    assert Work().erase(ANA, by=MILA, at=AT) == 0
    assert said() == ("Без глутена", "Моја болест", "Операција")


def test_what_an_event_should_know_is_forgotten_once_it_is_over():
    worked()

    Work().erase(ANA, by=MILA, at=STARTS_AT.replace(year=2027))

    assert said() == ("", "Моја болест", "Операција")


@pytest.mark.parametrize("over", ["ended", "closed"])
@pytest.mark.parametrize("first", ["people", "work"])
def test_who_has_left_is_forgotten_in_whatever_order_and_the_work_stays(over, first):
    ana = worked()
    if over == "ended":
        Member.objects.filter(pk=ana.pk).update(state=MemberState.ENDED)
    else:
        Cluster.objects.update(state=ClusterState.CLOSED)
    providers = {one.name.rpartition(".")[2]: one for one in registered()}
    for name in (first, "people", "work"):
        providers[name].erase(ANA, by=MILA, at=AT)

    assert said() == ("", "", "")
    assert Question.objects.get().asked_by.name == ""
    assert set(verbs()) == {"erased"}
    assert Work().erase(ANA, by=MILA, at=AT) == 0


def test_address_of_whom_to_ask_about_a_practice_is_handed_out_and_forgotten():
    ana = MemberFactory()
    facts = {"cluster": ana.cluster, "country": "Србија", "service": "Ц", "about": "О"}
    one = GoodPractice.objects.create(title="А", contact=f"Ана, {EMAIL}", added_at=AT, **facts)
    other = GoodPractice.objects.create(title="Б", contact="Ива, 065", added_at=AT, **facts)

    rows = list(Work().export(ANA))
    counts = [Work().erase(ANA, by=MILA, at=AT) for _time in range(2)]

    one.refresh_from_db()
    other.refresh_from_db()
    assert [row["contact"] for row in rows] == [f"Ана, {EMAIL}"]
    assert counts == [1, 0]
    assert (one.contact, other.contact) == ("", "Ива, 065")
