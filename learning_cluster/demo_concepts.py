"""Invented concepts and services of a cluster, taken as far as its work plan has come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from learning_cluster.actions import action_plans, concept_feedback, findings, implementing
from learning_cluster.actions.concept_steps import conclude, consult
from learning_cluster.actions.concepts import Decision, note_decision, open_to_peers, save, start
from learning_cluster.consulting import consulting
from learning_cluster.enums import (
    ClusterState,
    Giver,
    ImplementationState,
    MemberRole,
    PhaseKind,
)
from learning_cluster.models import Cluster, Concept, Feedback, Implementation, Member, Membership
from privacy.audit import SYSTEM

Row = dict[str, Any]
TEXTS = Path(__file__).parent / "demo_texts" / "concepts.yaml"
NOON = time(12)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Story:
    """A local government with what it writes; `people` are its representatives."""

    membership: Membership
    people: list[Member]
    guide: Member
    row: Row
    at: datetime

    def on(self, day: date) -> datetime:
        """Return noon of a day in the cluster's zone."""
        return datetime.combine(day, NOON, self.membership.cluster.tz)


@transaction.atomic
def load_concepts(cluster: Cluster, *, at: datetime) -> dict[str, int]:
    """Load the concepts and services of `cluster` as far as they would be at `at`.

    Its selected local governments with an accepted representative write in turn what the texts
    have; a phase without days brings nothing. Nothing where the cluster has a concept already.
    Returns how many of each are new.
    """
    before = _counts(cluster)
    if not before["concepts"]:
        state = cluster.state
        Cluster.objects.filter(pk=cluster.pk).update(state=ClusterState.OPEN)
        for story in _stories(cluster, at):
            concept = _written(story)
            if concept is not None:
                _concluded(story, concept)
            _introduced(story)
        Cluster.objects.filter(pk=cluster.pk).update(state=state)
    return {name: number - before[name] for name, number in _counts(cluster).items()}


def _counts(cluster: Cluster) -> dict[str, int]:
    of = {"membership__cluster": cluster}
    return {
        "concepts": Concept.objects.filter(**of).count(),
        "services": Implementation.objects.filter(**of).count(),
    }


def _stories(cluster: Cluster, at: datetime) -> Iterator[Story]:
    rows = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))["stories"]
    people = Member.objects.accepted().filter(cluster=cluster)
    guide = people.filter(role=MemberRole.RESOURCE_PERSON).first()
    memberships = cluster.memberships.selected().with_names().order_by("-is_funded", "pk")
    for number, membership in enumerate(memberships):
        own = list(people.filter(membership=membership, role=MemberRole.REPRESENTATIVE))
        if own and guide is not None:
            yield Story(membership, own, guide, rows[number % len(rows)], at)


def _written(story: Story) -> Concept | None:
    """Write the draft, let it be spoken of and revise it, each once its day has come."""
    phase = _phase(story, PhaseKind.CONCEPTUALISATION)
    if phase is None or story.on(phase.starts_on) > story.at:
        return None
    row, by = story.row, SYSTEM
    span = (phase.ends_on - phase.starts_on).days
    drafted, spoken, revised = (
        story.on(phase.starts_on + DAY * (span * percent // 100 + row["lag"]))
        for percent in (30, 40, 55)
    )
    concept = start(story.membership, by=by, at=story.on(phase.starts_on))
    if drafted > story.at:
        return concept
    for found in row["findings"]:
        fact = findings.Found(found["text"], found["source"], None)
        findings.add_finding(concept, found=fact, by=by, at=drafted)
    _save(story, concept, row["texts"], number=0, at=drafted)
    if spoken <= story.at:
        for said in row["feedback"]:
            _say(story, concept, said, number=1, at=spoken)
    if revised <= story.at:
        _plan(concept, row, start=phase.ends_on, at=revised)
        _save(story, concept, row["texts"] | row["revised"], number=1, at=revised)
        for feedback, said in zip(_feedback(concept), row["feedback"], strict=True):
            concept_feedback.reply(feedback, text=said["reply"], seen=0, by=by, at=revised)
        open_to_peers(concept, is_open=True, by=by, at=revised)
    return concept


def _concluded(story: Story, concept: Concept) -> None:
    """Consult the concept, declare it final and let the council decide, as their days come."""
    window = consulting(story.membership.cluster, story.at).window
    concept.refresh_from_db()
    if window is None or window.starts_on is None or concept.stage != "revised":
        return
    first, last = story.on(window.starts_on), story.on(window.ends_on)
    author, row = story.people[0], story.row
    if first <= story.at:
        consult(concept, author=author, by=SYSTEM, at=first)
    if last > story.at:
        return
    conclude(concept, author=author, by=SYSTEM, at=last)
    decided = window.ends_on + DAY * 12
    if story.on(decided) <= story.at:
        decision = Decision(row["plan"], decided - DAY * 5, row["decision"], decided)
        note_decision(concept, decision=decision, seen=1, by=SYSTEM, at=story.on(decided))


def _introduced(story: Story) -> None:
    """Record how the service goes on in the application period."""
    phase = _phase(story, PhaseKind.APPLICATION)
    if phase is None:
        return
    for number, step in enumerate(story.row["steps"]):
        moment = story.on(phase.starts_on + DAY * (step["day"] + story.row["lag"]))
        if moment > story.at:
            return
        report = implementing.Report(
            story.row["service"],
            ImplementationState(step["state"]),
            phase.starts_on + DAY * step["begins"] if "begins" in step else None,
            step["progress"],
            step["done"],
            step.get("obstacles", ""),
            step.get("users"),
        )
        who: Row = {"author": story.people[0], "by": SYSTEM, "at": moment}
        if number == 0:
            implementing.begin_record(story.membership, report=report, **who)
            continue
        known = story.membership.implementations.select_related("membership").get()
        implementing.change_record(known, report=report, seen=number, **who)


def _phase(story: Story, kind: PhaseKind) -> Any:
    rows = story.membership.cluster.phases.filter(kind=kind, starts_on__isnull=False)
    return rows.first()


def _save(story: Story, concept: Concept, texts: Row, *, number: int, at: datetime) -> None:
    author = story.people[number % len(story.people)]
    note = story.row["note"] if number else ""
    save(concept, texts=texts, note=note, author=author, based_on=number, by=SYSTEM, at=at)


def _say(story: Story, concept: Concept, said: Row, *, number: int, at: datetime) -> None:
    concept_feedback.give_feedback(
        concept,
        number=number,
        section=said["section"],
        text=said["text"],
        giver=Giver.GUIDE,
        author=story.guide,
        author_name=story.guide.name,
        by=SYSTEM,
        at=at,
    )


def _plan(concept: Concept, row: Row, *, start: date, at: datetime) -> None:
    for action in row["actions"]:
        planned = action_plans.Planned(
            action["action"],
            action["who"],
            start + DAY * action["days"][0],
            start + DAY * action["days"][1],
            Decimal(str(action["cost"])) if "cost" in action else None,
        )
        action_plans.add_line(concept, planned=planned, by=SYSTEM, at=at)


def _feedback(concept: Concept) -> list[Feedback]:
    rows = Feedback.objects.filter(version__document=concept.document_id)
    return list(rows.select_related("version").order_by("pk"))
