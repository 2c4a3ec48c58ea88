"""Questions, lessons and issues of members, on their way into the next event (L10)."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from learning_cluster.enums import QuestionKind
from learning_cluster.models.cluster import Cluster, Phase
from learning_cluster.models.event import AgendaItem, Event
from learning_cluster.models.mentoring import MentoringLog
from learning_cluster.models.people import Member, Membership


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, user: User, at: datetime) -> "QuestionQuerySet":
        """Keep what was published in the clusters somebody is in, and what they asked."""
        whole = Cluster.objects.of_roles(user, (Role.CLUSTER_COORDINATOR, Role.RESOURCE_PERSON), at)
        inside = Cluster.objects.of_roles(user, (Role.CLUSTER_MEMBER,), at)
        own = Member.objects.accepted().of_user(user)
        return self.filter(
            Q(cluster__in=whole)
            | Q(cluster__in=inside, is_published=True)
            | Q(cluster__in=inside, asked_by__in=own)
        )


class Question(models.Model):
    """A question with its answer, a lesson learned, or an issue.

    `phase` is the period it belongs to; `event` the one whose agenda takes it up, with `item`.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(
        _("kind"), max_length=10, choices=QuestionKind, default=QuestionKind.QUESTION
    )
    phase = models.ForeignKey(
        Phase, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions"
    )
    asked_by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="questions"
    )
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions"
    )
    log = models.ForeignKey(
        MentoringLog, null=True, blank=True, on_delete=models.SET_NULL, related_name="carried"
    )
    text = models.TextField(_("question"), max_length=4000)
    answer = models.TextField(_("answer"), max_length=8000, blank=True)
    answered_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers"
    )
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    is_published = models.BooleanField(_("published in the cluster"), default=False)
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions"
    )
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions"
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False),
                name="cluster_question_answered_when",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
