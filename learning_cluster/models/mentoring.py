"""Mentoring between events: times offered, sessions booked, what was said in them (L3, L9)."""

import uuid
from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from calendars.recurrence import validate_rule
from learning_cluster.enums import OCCUPYING, SessionState
from learning_cluster.models.cluster import Cluster, Phase
from learning_cluster.models.people import Member, Membership


class OfferedTimes(models.Model):
    """When the resource person can be met: a bounded rule of local days, an hour and how long.

    `rule` is RFC 5545 text without a start, counted from `valid_from` (calendars.series). One
    session takes `minutes`. Until `pilots_first_until` only pilots may book.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="offered_times")
    resource_person = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="offered_times"
    )
    rule = models.CharField(max_length=200, validators=[validate_rule])
    valid_from = models.DateField(_("from"))
    starts = models.TimeField(_("from hour"))
    ends = models.TimeField(_("to hour"))
    minutes = models.PositiveSmallIntegerField(_("minutes of a session"), default=60)
    join_link = models.URLField(_("join link"), max_length=500)
    pilots_first_until = models.DateTimeField(_("only pilots until"), null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["valid_from", "starts", "pk"]
        verbose_name = _("offered times")
        verbose_name_plural = _("offered times")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="cluster_offeredtimes_span",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(15, 240)),
                name="cluster_offeredtimes_minutes",
                violation_error_message=_("A session takes from 15 to 240 minutes."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"


class MentoringSessionQuerySet(models.QuerySet["MentoringSession"]):
    def visible_to(self, user: User, at: datetime) -> "MentoringSessionQuerySet":
        """Keep all of the clusters somebody coordinates or guides, else those of their own."""
        whole = Cluster.objects.of_roles(user, (Role.CLUSTER_COORDINATOR, Role.RESOURCE_PERSON), at)
        inside = Cluster.objects.of_roles(user, (Role.CLUSTER_MEMBER,), at)
        own = Member.objects.accepted().of_user(user).values("membership")
        return self.filter(
            Q(cluster__in=whole)
            | Q(
                cluster__in=inside,
                pk__in=SessionMember.objects.filter(membership__in=own).values("session"),
            )
        )

    def occupying(self) -> "MentoringSessionQuerySet":
        return self.filter(state__in=OCCUPYING)

    def with_names(self) -> "MentoringSessionQuerySet":
        return self.select_related("cluster", "resource_person", "phase")


class MentoringSession(models.Model):
    """An online session with one or several local governments; a person has one at a time."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="sessions")
    resource_person = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="sessions")
    phase = models.ForeignKey(
        Phase, null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions"
    )
    period = DateTimeRangeField(_("time"))
    join_link = models.URLField(_("join link"), max_length=500, blank=True)
    wish = models.CharField(_("what it is about"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=SessionState, default=SessionState.BOOKED
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    booked_by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="booked_sessions"
    )
    booked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)

    objects = MentoringSessionQuerySet.as_manager()

    class Meta:
        ordering = ["period", "pk"]
        verbose_name = _("mentoring session")
        verbose_name_plural = _("mentoring sessions")
        constraints = [
            ExclusionConstraint(
                name="cluster_session_one_at_a_time",
                expressions=[
                    ("resource_person", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=OCCUPYING),
                violation_error_message=_("There is another session at this time."),
            ),
            models.CheckConstraint(
                condition=Q(
                    period__isempty=False, period__lower_inf=False, period__upper_inf=False
                ),
                name="cluster_session_bounded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cluster} {self.period.lower:%Y-%m-%d %H:%M}"

    @property
    def starts_at(self) -> datetime:
        return self.period.lower

    @property
    def ends_at(self) -> datetime:
        return self.period.upper


class SessionMember(models.Model):
    """A local government in a session; `people` are those of it who came, None before."""

    session = models.ForeignKey(
        MentoringSession, on_delete=models.CASCADE, related_name="session_members"
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="session_members"
    )
    is_present = models.BooleanField(null=True, blank=True)
    people = models.ManyToManyField(Member, blank=True, related_name="+")

    class Meta:
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "membership"], name="cluster_sessionmember_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership}"


class MentoringLog(models.Model):
    """What was said in a session, written on a phone within minutes of it (L9).

    A saved log is one of its writer until it is `sent_at`; then a summary goes to those present.
    `draft_key` is drawn by the browser and `draft_step` counts what it sent of that draft, so that
    the same draft sent twice is one log. `version` grows with every saving.
    """

    session = models.OneToOneField(MentoringSession, on_delete=models.CASCADE, related_name="log")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="logs")
    draft_key = models.UUIDField(unique=True)
    draft_step = models.PositiveIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    is_missed = models.BooleanField(_("nobody came"), default=False)
    topics = ArrayField(
        models.CharField(max_length=120), verbose_name=_("topics"), default=list, blank=True
    )
    questions = models.TextField(_("questions and answers"), max_length=8000, blank=True)
    advice = models.TextField(_("advice"), max_length=8000, blank=True)
    next_steps = models.TextField(_("agreed next steps"), max_length=4000, blank=True)
    issues = models.TextField(_("issues for the next event"), max_length=4000, blank=True)
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-session__period"]
        verbose_name = _("log of a session")
        verbose_name_plural = _("logs of sessions")

    def __str__(self) -> str:
        return f"{self.session}"
