"""Who guides the cluster hears of a question, who asked of the answer (L10)."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from learning_cluster.enums import MemberRole
from learning_cluster.messages.mentoring import still_reached
from learning_cluster.messages.written import written
from learning_cluster.models import Member, Question
from messaging import kinds
from messaging.actions import queue
from messaging.enums import Medium
from messaging.kinds import Content
from messaging.models import Message

ASKED = "learning_cluster.question_asked"
ANSWERED = "learning_cluster.question_answered"


def tell_asked(question: Question, *, at: datetime) -> None:
    rows = Member.objects.accepted().filter(
        cluster=question.cluster, role=MemberRole.RESOURCE_PERSON
    )
    for member in rows:
        _queue(ASKED, question, member, at)


def tell_answered(question: Question, *, at: datetime) -> None:
    if question.asked_by is not None and question.log_id is None:
        _queue(ANSWERED, question, question.asked_by, at)


def _queue(kind: str, question: Question, member: Member, at: datetime) -> None:
    queue(
        kind,
        Medium.EMAIL,
        member.email,
        language=member.language,
        context={"question": question.pk, "member": member.pk},
        at=at,
        turn=f"learning_cluster:question:{question.pk}:{member.pk}",
    )


class _Question:
    def __init__(self, name: str) -> None:
        self.name = name

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        """Say whether it is still so: a question unanswered, an answer not taken back."""
        rows = Question.objects.filter(pk=message.context["question"])
        rows = rows.filter(answer="") if self.name == ASKED else rows.exclude(answer="")
        return still_reached(message) is not None and rows.exists()

    def render(self, message: Message) -> Content:
        rows = Question.objects.select_related("cluster", "asked_by", "membership__government")
        question = rows.get(pk=message.context["question"])
        path = reverse("cluster_questions", args=[question.cluster.slug])
        context = {
            "question": question,
            "is_answered": self.name == ANSWERED,
            "address": settings.BASE_URL + path,
        }
        subjects = {
            ASKED: _("A question in the learning cluster"),
            ANSWERED: _("Your question has been answered"),
        }
        return written("question", subjects[self.name], context)


def register() -> None:
    for name in (ASKED, ANSWERED):
        kinds.register(_Question(name))
