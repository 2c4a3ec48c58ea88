"""Who is asked what they think of what they learned, and what may be shown of it (L13)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils.translation import gettext as _

from learning_cluster.enums import ClusterState, EventKind, EventState, MemberRole, MemberState
from learning_cluster.models import (
    Cluster,
    EvaluationAnswer,
    EvaluationGiven,
    EvaluationQuestion,
    EvaluationSheet,
    Event,
    Member,
    Registration,
)
from learning_cluster.models.event import RegistrationQuerySet
from questionnaires.results import Graded, Words
from questionnaires.tally import FEWEST, Tally, tally_of

LEARNERS = (MemberRole.REPRESENTATIVE, MemberRole.PRACTITIONER)

# Somebody who looked at the results before and after a colleague answered would know the answer:
# so they are shown only once nobody can answer any more.
ANSWERED_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class Results:
    """`asked` people were there, `filled` answered; fewer than FEWEST are shown to nobody.

    While people may still answer, until `closes_at`, nothing is shown either.
    """

    asked: int
    filled: int
    closes_at: datetime | None
    graded: Sequence[Graded] = ()
    words: Sequence[Words] = ()

    @property
    def is_shown(self) -> bool:
        return self.closes_at is None and self.filled >= FEWEST

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Return how many questionnaires there are, each with what it counts."""
        return [(_("people asked"), self.asked), (_("people who answered"), self.filled)]


def third_event(cluster: Cluster, *, at: datetime) -> Event | None:
    """Return the third exchange once it has begun."""
    rows = Event.objects.filter(cluster=cluster, kind=EventKind.EXCHANGE_3)
    rows = rows.filter(state__in=[EventState.ANNOUNCED, EventState.HELD])
    rows = rows.select_related("cluster")
    return rows.filter(period__startswith__lte=at).first()


def closes_at(event: Event) -> datetime:
    """Return until when is answered what event 3 and the cluster brought."""
    end: datetime = event.period.upper
    return end + ANSWERED_WITHIN


def is_open(event: Event | None, *, at: datetime) -> bool:
    """Say whether people may answer: after event 3 for a week, or until the cluster concludes."""
    if event is None or event.cluster.state == ClusterState.CLOSED:
        return False
    return at < closes_at(event)


def is_asked(member: Member, *, at: datetime) -> bool:
    """Say whether a member is asked: a learner who was at event 3, for a week after it."""
    event = third_event(member.cluster, at=at)
    return is_open(event, at=at) and was_there(member, event)


def was_there(member: Member, event: Event | None) -> bool:
    """Say whether a member is a learner who was at event 3."""
    if event is None or member.role not in LEARNERS or member.state != MemberState.ACCEPTED:
        return False
    return learners_at(event).filter(member=member).exists()


def learners_at(event: Event) -> RegistrationQuerySet:
    """Return the learners who came, or of whom nothing else is known yet."""
    rows = Registration.objects.filter(event=event, member__role__in=LEARNERS)
    return rows.expected().exclude(attended=False)


def has_answered(member: Member) -> bool:
    return EvaluationGiven.objects.filter(member=member, cluster=member.cluster_id).exists()


def results(cluster: Cluster, *, at: datetime) -> Results:
    """Return what may be shown of a cluster's evaluation; five queries."""
    event = third_event(cluster, at=at)
    asked = learners_at(event).count() if event else 0
    filled = EvaluationSheet.objects.filter(cluster=cluster).count()
    if event and is_open(event, at=at):
        return Results(asked, filled, closes_at(event))
    if filled < FEWEST:
        return Results(asked, filled, None)
    answers = EvaluationAnswer.objects.filter(sheet__cluster=cluster)
    questions = list(
        EvaluationQuestion.objects.filter(pk__in=answers.values("question")).distinct()
    )
    grades: dict[int, dict[int, int]] = defaultdict(dict)
    rows = answers.filter(grade__isnull=False).order_by().values_list("question", "grade")
    for question, grade, count in rows.annotate(Count("pk")):
        grades[question][grade] = count
    texts: dict[int, list[str]] = defaultdict(list)
    # The random key orders them: when they came tells nothing.
    for question, words in (
        answers.exclude(words="").order_by("pk").values_list("question", "words")
    ):
        texts[question].append(words)
    return Results(
        asked=asked,
        filled=filled,
        closes_at=None,
        graded=[Graded(one, _shown(grades[one.pk])) for one in questions if one.is_graded],
        words=[Words(one, texts[one.pk]) for one in questions if not one.is_graded],
    )


def _shown(grades: dict[int, int]) -> Tally | None:
    tally = tally_of(grades)
    return tally if tally.answers >= FEWEST else None
