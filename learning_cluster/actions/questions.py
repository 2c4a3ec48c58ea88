"""Questions and lessons: asked, answered, published, chosen for the next event (L10)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from learning_cluster.actions.mentoring_locks import changed_meanwhile, lock_cluster
from learning_cluster.enums import ClusterState, EventState, QuestionKind
from learning_cluster.errors import ClusterError
from learning_cluster.mentoring import phase_at
from learning_cluster.messages import questions as mails
from learning_cluster.models import Cluster, Event, Member, Question
from privacy.audit import Actor, record

LABEL = "learning_cluster.question"
TO_COME = (EventState.PLANNED, EventState.ANNOUNCED)


@transaction.atomic
def ask(member: Member, *, kind: QuestionKind, text: str, by: Actor, at: datetime) -> Question:
    """Keep a question, lesson or issue of a member in the period it is asked in.

    Who guides the cluster is told of a question. The same text twice within a minute is one.
    Raises ClusterError "not_open".
    """
    cluster = lock_cluster(member.cluster)
    if cluster.state != ClusterState.OPEN:
        raise ClusterError("not_open", _("This cluster is not under way: nothing can be asked."))
    newest = Question.objects.filter(asked_by=member).order_by("-pk").first()
    if newest and newest.text == text and (at - newest.asked_at).total_seconds() < 60:
        return newest
    row = Question.objects.create(
        cluster=cluster,
        kind=kind,
        phase=phase_at(cluster, at),
        asked_by=member,
        membership_id=member.membership_id,
        text=text,
        asked_at=at,
    )
    if kind == QuestionKind.QUESTION:
        mails.tell_asked(row, at=at)
    record(by, "question_asked", LABEL, row.pk, at=at)
    return row


@transaction.atomic
def answer(
    question: Question,
    *,
    text: str,
    is_published: bool,
    seen: str,
    member: Member | None,
    by: Actor,
    at: datetime,
) -> None:
    """Keep an answer, and whether the cluster reads both; who asked is told of a new text.

    `seen` is `answer_seen` of what the page showed. The same again is nothing. Raises ClusterError
    "changed_meanwhile" where somebody else answered meanwhile.
    """
    stored = _locked(question)
    if stored.answer == text and stored.is_published == is_published:
        return
    if answer_seen(stored) != seen:
        raise changed_meanwhile()
    is_new = stored.answer != text
    stored.is_published = is_published
    if is_new:
        stored.answer, stored.answered_by, stored.answered_at = text, member, at
    stored.save(update_fields=["answer", "answered_by", "answered_at", "is_published"])
    if is_new and text:
        mails.tell_answered(stored, at=at)
    record(by, "question_answered", LABEL, stored.pk, at=at, changed=["answer", "is_published"])


@transaction.atomic
def publish(question: Question, *, is_published: bool, by: Actor, at: datetime) -> None:
    """Show a question or lesson to the whole cluster, or no longer. Idempotent."""
    stored = _locked(question)
    if stored.is_published == is_published:
        return
    stored.is_published = is_published
    stored.save(update_fields=["is_published"])
    record(by, "question_published", LABEL, stored.pk, at=at, changed=["is_published"])


@transaction.atomic
def choose_for_event(
    event: Event,
    *,
    shown: Collection[int],
    chosen: Collection[int],
    by: Actor,
    at: datetime,
) -> int:
    """Put the chosen questions on the list of an event's agenda; return how many there are.

    Of those `shown`, what is not chosen leaves the list, unless it stands in the agenda already;
    what another event has is left alone. Raises ClusterError "over" once the event was held.
    """
    lock_cluster(event.cluster)
    event.refresh_from_db(fields=["state"])
    if event.state not in TO_COME:
        raise ClusterError("over", _("This event is over or was called off: choose another one."))
    rows = Question.objects.filter(cluster=event.cluster, pk__in=shown)
    rows.filter(pk__in=chosen, event__isnull=True).update(event=event)
    rows.filter(event=event, item__isnull=True).exclude(pk__in=chosen).update(event=None)
    record(by, "questions_chosen", "learning_cluster.event", event.pk, at=at, changed=["questions"])
    return Question.objects.filter(event=event).count()


def next_event(cluster: Cluster, at: datetime) -> Event | None:
    """Return the event that is next to take up questions: dated ones first, in order of time."""
    rows = Event.objects.filter(cluster=cluster, state__in=TO_COME)
    dated = rows.filter(period__startswith__gt=at).order_by("period", "pk").first()
    return dated or rows.filter(period__isnull=True).order_by("phase__order", "pk").first()


def answer_seen(question: Question) -> str:
    """Return what names the state of an answer."""
    at = question.answered_at
    return f"{at.isoformat() if at else ''}{'+' if question.is_published else ''}"


def _locked(question: Question) -> Question:
    rows = Question.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("cluster", "asked_by").get(pk=question.pk)
