"""Timeline, roles and next steps agreed at an event, and looked at again at the next (L8)."""

from datetime import timedelta

import pytest

from languages.sorting import sort_key
from learning_cluster.actions.agreements import (
    agree_role,
    agree_step,
    agree_timeline,
    check_steps,
    remove_step,
)
from learning_cluster.enums import EventKind, StepState
from learning_cluster.forms.agreements import RoleForm
from learning_cluster.models import Cluster, NextStep
from tests.factories.learning_cluster import AT, STARTS_AT, EventFactory, HelperFactory
from tests.learning_cluster.events.scene import BY, DAY, period, scene
from tests.learning_cluster.events.test_planning import refused

pytestmark = [pytest.mark.django_db, pytest.mark.req("L8")]
DURING = STARTS_AT + timedelta(hours=2)
LATER = STARTS_AT + 60 * DAY


def next_event(of, start=LATER):
    return EventFactory(cluster=of.cluster, kind=EventKind.EXCHANGE_2, period=period(start))


def agreed(event, of, text="Израдити концепт", *, at=DURING, **facts):
    facts = {
        "owner": of.ana,
        "membership": None,
        "due": (STARTS_AT + 30 * DAY).date(),
    } | facts
    return agree_step(event, text=text, by=BY, at=at, **facts)


def checked(event, findings, *, at=LATER, seen=None):
    event.refresh_from_db()
    return check_steps(event, findings, seen=seen or event.version, by=BY, at=at)


def test_people_are_offered_for_a_role_in_the_order_of_letters():
    of = scene()
    HelperFactory(cluster=of.cluster, name="Јован Узорак")

    form = RoleForm({"member": of.ana.pk, "text": "Води биљешке"}, cluster=of.cluster)

    first, *rest = [label for _value, label in form.fields["member"].choices]
    assert (first, rest) == ("–", sorted(rest, key=sort_key))
    assert form.is_valid()
    assert form.cleaned_data["member"] == of.ana


def test_step_is_looked_at_at_the_next_event_and_once_done_no_more():
    of = scene()
    first, second = EventFactory(cluster=of.cluster), next_event(of)
    third = EventFactory(
        cluster=of.cluster,
        kind=EventKind.EXCHANGE_3,
        period=period(LATER + 90 * DAY),
    )
    done, partly = agreed(first, of), agreed(first, of, "Састати се", membership=None)

    count = checked(
        second,
        {done.pk: (StepState.DONE, ""), partly.pk: (StepState.PARTLY, "Једном")},
    )

    assert count == 2
    assert list(NextStep.objects.checked_at(first)) == []
    assert set(NextStep.objects.checked_at(second)) == {done, partly}
    assert list(NextStep.objects.checked_at(third)) == [partly]


@pytest.mark.parametrize("state", [StepState.PARTLY, StepState.DROPPED])
def test_unfinished_step_needs_a_word_on_what_was_found(state):
    of = scene()
    step = agreed(EventFactory(cluster=of.cluster), of)

    refused("finding_needed", checked, next_event(of), {step.pk: (state, "")})

    step.refresh_from_db()
    assert step.state == StepState.OPEN


def test_steps_of_another_cluster_and_of_this_very_event_are_left_alone():
    of, other = scene(), scene()
    first, second = EventFactory(cluster=of.cluster), next_event(of)
    foreign = agreed(EventFactory(cluster=other.cluster), other)
    own = agreed(second, of, at=LATER + timedelta(hours=1), due=(LATER + DAY).date())
    agreed(first, of)

    keys = {foreign.pk: (StepState.DONE, ""), own.pk: (StepState.DONE, "")}

    assert checked(second, keys) == 0


def test_findings_do_not_overwrite_a_colleagues():
    of = scene()
    step = agreed(EventFactory(cluster=of.cluster), of)
    second = next_event(of)
    checked(second, {step.pk: (StepState.DONE, "")})

    refused("changed_meanwhile", checked, second, {step.pk: (StepState.OPEN, "")}, seen=1)


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("owner_needed", {"owner": None}),
        ("due_past", {"due": (STARTS_AT - DAY).date()}),
        ("no_such_step", {"at": STARTS_AT - timedelta(seconds=1)}),
    ],
)
def test_step_without_owner_or_in_the_past_is_refused(code, facts):
    of = scene()

    refused(code, agreed, EventFactory(cluster=of.cluster), of, **facts)


def test_step_and_role_of_a_stranger_are_refused():
    of, other = scene(), scene()
    event = EventFactory(cluster=of.cluster)

    refused("stranger", agreed, event, of, owner=other.ana)
    refused("stranger", agree_role, event, member=other.ana, text="Улога", by=BY, at=DURING)


def test_step_sent_twice_is_one_and_is_removed_until_it_was_checked():
    of = scene()
    first = EventFactory(cluster=of.cluster)
    step = agreed(first, of)
    assert agreed(first, of) == step
    second = agreed(first, of, "Друго")

    remove_step(second, by=BY, at=DURING)
    checked(next_event(of), {step.pk: (StepState.DONE, "")})
    step.refresh_from_db()

    refused("checked", remove_step, step, by=BY, at=LATER)
    assert list(NextStep.objects.all()) == [step]


def test_second_role_of_somebody_replaces_the_first():
    of = scene()
    event = EventFactory(cluster=of.cluster)

    for text in ("Води групу", "Води записник"):
        agree_role(event, member=of.ana, text=text, by=BY, at=DURING)

    assert list(event.agreed_roles.values_list("text", flat=True)) == ["Води записник"]


def test_timeline_is_agreed_as_the_plan_was_then():
    of = scene()
    event = EventFactory(cluster=of.cluster)

    agreed_on = agree_timeline(event, by=BY, at=DURING)
    Cluster.objects.filter(pk=of.cluster.pk).update(version=2)
    again = agree_timeline(event, by=BY, at=DURING + DAY)

    assert (agreed_on.timeline_version, again.timeline_version) == (1, 2)
    refused("no_such_step", agree_timeline, event, by=BY, at=AT)
