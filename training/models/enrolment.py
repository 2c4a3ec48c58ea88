"""Enrolments: one place of a run for one person (T14)."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.grants import has_role
from accounts.models import User
from accounts.roles import Role
from privacy.secret_links import link_token
from training.enums import LIVE_ENROLMENT, SEATED, EnrolmentState, Reply, RunState, Waiver
from training.models.participant import Employer, Participant
from training.models.run import Run
from training.models.training import Training


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def seated(self) -> "EnrolmentQuerySet":
        """Keep those that have a place."""
        return self.filter(state__in=SEATED)

    def live(self) -> "EnrolmentQuerySet":
        return self.filter(state__in=LIVE_ENROLMENT)

    def proved(self) -> "EnrolmentQuerySet":
        """Keep those whose address was proved: nobody else is told of the others."""
        return self.exclude(state=EnrolmentState.UNCONFIRMED)

    def to_approve(self, employer: Employer) -> "EnrolmentQuerySet":
        """Keep those that wait for the word of the authority's approver, and of nobody else's."""
        return self.filter(
            state=EnrolmentState.REQUESTED,
            approved_at__isnull=True,
            participant__employer=employer,
        )

    def for_coordinator(self) -> "EnrolmentQuerySet":
        """Keep those nobody but the coordinator decides: no approver there, or leave asked for."""
        no_approver = Q(participant__employer__isnull=True) | Q(
            participant__employer__approver_hash=""
        )
        return self.filter(state=EnrolmentState.REQUESTED).filter(
            Q(waiver=Waiver.ASKED) | Q(approved_at__isnull=True) & no_approver
        )

    def with_names(self) -> "EnrolmentQuerySet":
        """Bring what every mail and page about an enrolment names."""
        return self.select_related(
            "participant__employer", "run__variant", "training__bundle__programme__measure"
        )

    def came(self) -> "EnrolmentQuerySet":
        """Keep whoever was at a session of a held run: they are asked what they thought of it."""
        from training.models.attendance import Attendance

        return self.filter(
            Exists(Attendance.objects.filter(enrolment=OuterRef("pk"), is_present=True)),
            run__state=RunState.HELD,
            state__in=[EnrolmentState.ATTENDED, EnrolmentState.ABSENT],
        )

    def visible_to(self, user: User, at: datetime) -> "EnrolmentQuerySet":
        """Keep what the coordinator sees, or the roster of the runs a trainer has accepted."""
        if has_role(user, Role.TRAINING_COORDINATOR, at):
            return self.proved()
        if not user.is_active or user.pk is None:
            return self.none()
        return self.seated().filter(
            run__run_trainers__trainer__user=user, run__run_trainers__reply=Reply.ACCEPTED
        )


class Enrolment(models.Model):
    """Somebody's place in a run, or their wish for one.

    `seat` is a number from 1 to the run's capacity, and no two of a run have the same: the
    database refuses what a lost lock would let through. `training` is the run's, kept here so that
    it can refuse a second live enrolment too.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    run = models.ForeignKey(
        Run, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("run")
    )
    training = models.ForeignKey(
        Training, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("training")
    )
    participant = models.ForeignKey(
        Participant,
        on_delete=models.PROTECT,
        related_name="enrolments",
        verbose_name=_("participant"),
    )
    state = models.CharField(
        _("state"), max_length=12, choices=EnrolmentState, default=EnrolmentState.UNCONFIRMED
    )
    seat = models.PositiveSmallIntegerField(null=True, blank=True)
    waiver = models.CharField(
        _("leave to come without the required training"),
        max_length=12,
        choices=Waiver,
        default=Waiver.NOT_NEEDED,
    )
    waiver_reason = models.TextField(_("why it should be given"), max_length=1000, blank=True)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    language = models.CharField(max_length=10)
    privacy_notice = models.ForeignKey(
        "privacy.Notice", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    link_hash = models.CharField(max_length=64, unique=True)
    confirm_until = models.DateTimeField()
    # What was typed of the person, until the address is proved and it becomes the participant's.
    typed = models.JSONField(default=dict, blank=True)
    approved_at = models.DateTimeField(_("approved by the authority"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    evaluation_asked_at = models.DateTimeField(null=True, blank=True)
    has_evaluated = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "seat"],
                name="training_enrolment_one_per_seat",
                violation_error_message=_("This place has just been taken."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=SEATED, seat__gte=1)
                | (~Q(state__in=SEATED) & Q(seat__isnull=True)),
                name="training_enrolment_seated_has_seat",
            ),
            models.UniqueConstraint(
                fields=["training", "participant"],
                condition=Q(state__in=LIVE_ENROLMENT),
                name="training_enrolment_one_live",
                violation_error_message=_("You are enrolled in this training already."),
            ),
            models.CheckConstraint(
                condition=~Q(state=EnrolmentState.REFUSED) | ~Q(reason=""),
                name="training_enrolment_refused_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run}: {self.state}"

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_ENROLMENT

    @property
    def is_cleared(self) -> bool:
        """Say whether nobody has to say yes any more: neither authority nor coordinator."""
        has_leave = self.waiver in (Waiver.NOT_NEEDED, Waiver.GRANTED)
        return self.approved_at is not None and has_leave

    def token(self) -> str:
        """Return the secret of the participant's pages."""
        return link_token("training.enrolment", self.uid)

    def manage_path(self) -> str:
        """Return the address of the participant's page, in the language of the enrolment."""
        with override(self.language):
            return reverse("training_enrolment", args=[self.token()])

    def evaluation_path(self) -> str:
        """Return the address of the questionnaire after the run, in the same language."""
        with override(self.language):
            return reverse("training_evaluate", args=[self.token()])
