"""Events of a cluster: training and exchanges, what is planned in them, who comes (L3, L8)."""

import uuid
from datetime import datetime

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from languages.codes import SR
from languages.translated import Translated
from learning_cluster.enums import (
    UNFINISHED,
    AgendaKind,
    EventKind,
    EventState,
    RegistrationState,
    StepState,
)
from learning_cluster.models.cluster import Cluster, Phase
from learning_cluster.models.people import Member, Membership
from learning_cluster.models.words import Named
from privacy.private_files import private_storage, random_name


class EventQuerySet(models.QuerySet["Event"]):
    def public(self) -> "EventQuerySet":
        """Keep what was announced in a cluster that is public."""
        return self.filter(
            cluster__in=Cluster.objects.public(), is_public=True, announced_at__isnull=False
        )

    def visible_to(self, user: User, at: datetime) -> "EventQuerySet":
        return self.filter(cluster__in=Cluster.objects.visible_to(user, at))

    def dated(self) -> "EventQuerySet":
        return self.filter(period__isnull=False)

    def live(self) -> "EventQuerySet":
        return self.exclude(state=EventState.CANCELLED)

    def with_names(self) -> "EventQuerySet":
        return self.select_related("cluster__project", "phase")


class Event(Named):
    """An event; without a `period` its day is still to be agreed within its phase.

    `adjoins` is the event it follows without a break: the first exchange the training.
    `sequence` and `changed_at` are for calendars: they grow with time, place and state.
    `timeline_version` is the version of the cluster's plan that was agreed on at it (L8).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="events")
    phase = models.ForeignKey(
        Phase, null=True, blank=True, on_delete=models.SET_NULL, related_name="events"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind)
    period = DateTimeRangeField(_("time"), null=True, blank=True)
    adjoins = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by"
    )
    town = models.CharField(_("town"), max_length=80, blank=True)
    venue = models.CharField(_("room and address"), max_length=300, blank=True)
    join_link = models.URLField(_("join link"), max_length=500, blank=True)
    about_sr = models.TextField(_("about the event in Serbian"), max_length=4000, blank=True)
    about_sl = models.TextField(_("about the event in Slovene"), max_length=4000, blank=True)
    about_en = models.TextField(_("about the event in English"), max_length=4000, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=EventState, default=EventState.PLANNED
    )
    reason = models.TextField(_("reason of the cancellation"), max_length=1000, blank=True)
    is_public = models.BooleanField(_("shown on public pages"), default=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    timeline_agreed_at = models.DateTimeField(null=True, blank=True)
    timeline_version = models.PositiveIntegerField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    about = Translated(source=SR)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["cluster", "period", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "kind"],
                condition=~Q(kind=EventKind.MEETING) & ~Q(state=EventState.CANCELLED),
                name="cluster_event_kind_once",
                violation_error_message=_("The cluster has such an event already."),
            ),
            models.CheckConstraint(
                condition=Q(period__isnull=True)
                | Q(period__isempty=False, period__lower_inf=False, period__upper_inf=False),
                name="cluster_event_bounded",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[EventState.ANNOUNCED, EventState.HELD])
                | Q(period__isnull=False, announced_at__isnull=False),
                name="cluster_event_announced_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state=EventState.CANCELLED) | ~Q(reason=""),
                name="cluster_event_cancelled_with_reason",
            ),
        ]

    @property
    def starts_at(self) -> datetime | None:
        return self.period.lower if self.period else None

    @property
    def ends_at(self) -> datetime | None:
        return self.period.upper if self.period else None

    @property
    def place(self) -> str:
        """Return room and town, as people wrote them; "" for an event without either."""
        return ", ".join(part for part in (self.venue, self.town) if part)

    @property
    def is_announced(self) -> bool:
        return self.announced_at is not None


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def expected(self) -> "RegistrationQuerySet":
        """Keep those who have not said that they are not coming."""
        return self.exclude(state=RegistrationState.DECLINED)

    def with_names(self) -> "RegistrationQuerySet":
        return self.select_related("member__membership__government")


class AgendaItem(models.Model):
    """A part of an event's day: local hours follow from `offset` and `minutes`.

    `offset` is the number of minutes since the event's beginning.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="agenda")
    kind = models.CharField(_("kind"), max_length=10, choices=AgendaKind)
    title = models.CharField(_("title"), max_length=200)
    about = models.TextField(_("content and method"), max_length=2000, blank=True)
    offset = models.PositiveSmallIntegerField(_("minutes after the beginning"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))

    class Meta:
        ordering = ["event", "offset", "pk"]
        verbose_name = _("part of the agenda")
        verbose_name_plural = _("parts of the agenda")
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__range=(5, 600)),
                name="cluster_agendaitem_minutes",
                violation_error_message=_("A part takes from 5 to 600 minutes."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Speaker(models.Model):
    """Who speaks in a part of an event: a local practitioner or a guest, by name on the agenda."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="speakers")
    name = models.CharField(_("name"), max_length=120)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)

    class Meta:
        ordering = ["item", "pk"]
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")

    def __str__(self) -> str:
        return self.name


class EventMaterial(models.Model):
    """A presentation, template or tool of an event, for the cluster or for everybody."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("web address"), max_length=500, blank=True)
    file = models.FileField(_("file"), upload_to=random_name, storage=private_storage, blank=True)
    is_public = models.BooleanField(_("for everybody"), default=False)
    added_by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="materials"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["event", "added_at", "pk"]
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        constraints = [
            models.CheckConstraint(
                condition=Q(url="") ^ Q(file=""),
                name="cluster_eventmaterial_one",
                violation_error_message=_("Choose a file or write a web address, not both."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Registration(models.Model):
    """A person asked to an event, the answer, and whether they came (L8)."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="registrations")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="registrations")
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=RegistrationState,
        default=RegistrationState.INVITED,
    )
    needs = models.CharField(_("what we should know"), max_length=500, blank=True)
    attended = models.BooleanField(_("came"), null=True, blank=True)
    told_sequence = models.PositiveIntegerField(null=True, blank=True)
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["event", "member__name", "pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(fields=["event", "member"], name="cluster_registration_once")
        ]

    def __str__(self) -> str:
        return f"{self.member}, {self.event}"


class AgreedRole(models.Model):
    """What a member of the cluster took on, agreed at an event (L8)."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="agreed_roles")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="agreed_roles")
    text = models.CharField(_("role and responsibilities"), max_length=500)

    class Meta:
        ordering = ["event", "member__name", "pk"]

    def __str__(self) -> str:
        return self.text


class NextStepQuerySet(models.QuerySet["NextStep"]):
    def checked_at(self, event: Event) -> "NextStepQuerySet":
        """Keep what is looked at at `event`: unfinished steps of before it, and its findings."""
        rows = self.filter(cluster=event.cluster_id).exclude(event=event)
        if event.period is None:
            return rows.none()
        before = Q(created_at__lt=event.period.lower, state__in=UNFINISHED)
        return rows.filter(before | Q(checked_at_event=event))

    def with_names(self) -> "NextStepQuerySet":
        return self.select_related("owner", "membership__government", "event__cluster")


class NextStep(models.Model):
    """What somebody does by a day, agreed at an event or in mentoring; checked at the next (L8)."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="next_steps")
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="next_steps"
    )
    text = models.CharField(_("next step"), max_length=500)
    owner = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="next_steps",
        verbose_name=_("who does it"),
    )
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="next_steps"
    )
    due = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=StepState, default=StepState.OPEN)
    finding = models.CharField(_("what was found"), max_length=500, blank=True)
    checked_at_event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="checked_steps"
    )
    created_at = models.DateTimeField()

    objects = NextStepQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        verbose_name = _("next step")
        verbose_name_plural = _("next steps")

    def __str__(self) -> str:
        return self.text
