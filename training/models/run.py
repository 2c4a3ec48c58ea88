"""A run of a training: what was decided of it, and when and where it is (T6–T8, T16)."""

import uuid
from datetime import datetime

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from privacy.private_files import private_storage, random_name
from training.enums import CHARGED, SCHEDULED, SEATED, Place, Reply, RunState, Stage
from training.models.contract import Contract
from training.models.provider import Trainer
from training.models.training import Training
from training.models.variant import Variant


class RunQuerySet(models.QuerySet["Run"]):
    def dated(self) -> "RunQuerySet":
        """Bring `starts_at` and `ends_at` of the sessions, and order by them."""
        return self.annotate(
            starts_at=Min("sessions__period__startswith"), ends_at=Max("sessions__period__endswith")
        ).order_by("starts_at", "pk")

    def seated(self) -> "RunQuerySet":
        """Bring `taken`, the number of places somebody has."""
        from training.models.enrolment import Enrolment

        seats = Enrolment.objects.filter(run=OuterRef("pk"), state__in=SEATED).order_by()
        counted = seats.values("run").annotate(n=Count("pk")).values("n")
        return self.annotate(
            taken=models.functions.Coalesce(
                models.Subquery(counted, output_field=models.IntegerField()), 0
            )
        )

    def public(self) -> "RunQuerySet":
        """Keep what was announced: open, held, or called off after it had been announced."""
        return self.filter(
            state__in=[RunState.OPEN, RunState.HELD, RunState.CANCELLED],
            opened_at__isnull=False,
            variant__training__is_published=True,
        )

    def open(self) -> "RunQuerySet":
        return self.filter(state=RunState.OPEN)

    def upcoming(self, at: datetime) -> "RunQuerySet":
        """Keep those with a session still to begin at `at`."""
        from training.models.session import Session

        return self.filter(
            Exists(Session.objects.filter(run=OuterRef("pk"), period__startswith__gt=at))
        )

    def begun(self, at: datetime) -> "RunQuerySet":
        """Keep those whose first session has begun by `at`."""
        from training.models.session import Session

        return self.filter(
            Exists(Session.objects.filter(run=OuterRef("pk"), period__startswith__lte=at))
        )

    def ahead(self, at: datetime) -> "RunQuerySet":
        """Keep those none of whose sessions has begun by `at`."""
        from training.models.session import Session

        return self.filter(
            ~Exists(Session.objects.filter(run=OuterRef("pk"), period__startswith__lte=at))
        )

    def charged(self) -> "RunQuerySet":
        """Keep those that have cost money or will."""
        return self.filter(state__in=CHARGED)

    def of_trainer(self, trainer: Trainer) -> "RunQuerySet":
        """Keep those a trainer was asked for and has not left."""
        return self.filter(
            Exists(
                RunTrainer.objects.filter(
                    run=OuterRef("pk"), trainer=trainer, reply__in=[Reply.ASKED, Reply.ACCEPTED]
                )
            )
        )

    def with_names(self) -> "RunQuerySet":
        """Bring what every list of runs names."""
        return self.select_related("variant__training__bundle__programme__measure")


class Run(models.Model):
    """One delivery of a variant.

    `price` (with VAT, in euros) is that of the signed offer on the day the run was scheduled.
    `sequence` and `changed_at` are for calendars: they grow with time, place and state.
    """

    # What `dated()` and `seated()` bring.
    starts_at: datetime | None
    ends_at: datetime
    taken: int

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    variant = models.ForeignKey(
        Variant, on_delete=models.PROTECT, related_name="runs", verbose_name=_("variant")
    )
    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="runs", verbose_name=_("contract")
    )
    state = models.CharField(_("state"), max_length=12, choices=RunState, default=RunState.DRAFT)
    place = models.CharField(_("place"), max_length=10, choices=Place)
    town = models.CharField(_("town"), max_length=80, blank=True)
    venue = models.CharField(_("room and address"), max_length=300, blank=True)
    join_link = models.URLField(_("join link"), max_length=500, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("number of places"), validators=[MinValueValidator(1)]
    )
    minimum = models.PositiveSmallIntegerField(
        _("least number of participants"), validators=[MinValueValidator(1)]
    )
    closes_at = models.DateTimeField(_("enrolment closes"), null=True, blank=True)
    withdraw_until = models.DateTimeField(_("withdrawal possible until"), null=True, blank=True)
    price = models.DecimalField(
        _("price with VAT, in euros"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    vat_rate = models.DecimalField(
        _("VAT in percent"), max_digits=4, decimal_places=2, null=True, blank=True
    )
    reason = models.TextField(_("reason of the cancellation"), max_length=1000, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__gte=F("minimum"), minimum__gte=1),
                name="training_run_capacity",
                violation_error_message=_(
                    "There must be at least as many places as the least number of participants."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=CHARGED) | Q(price__gt=0, vat_rate__isnull=False),
                name="training_run_scheduled_has_price",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RunState.OPEN, RunState.HELD])
                | Q(
                    opened_at__isnull=False,
                    closes_at__isnull=False,
                    withdraw_until__isnull=False,
                ),
                name="training_run_open_has_deadlines",
            ),
            models.CheckConstraint(
                condition=~Q(state=RunState.CANCELLED) | ~Q(reason=""),
                name="training_run_cancelled_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant.training.code}/{self.pk}"

    @property
    def training(self) -> Training:
        return self.variant.training

    @property
    def is_scheduled(self) -> bool:
        return self.state in SCHEDULED

    def get_absolute_url(self) -> str:
        """Return the public page of the run, in the active language."""
        return reverse("training_run", args=[self.pk])

    def stage(self, at: datetime) -> Stage:
        """Return how readers see it at `at`; needs a run of `dated().seated()`."""
        if self.state != RunState.OPEN:
            return Stage(self.state)
        if self.starts_at is not None and self.starts_at <= at:
            return Stage.RUNNING if at < self.ends_at else Stage.OVER
        if self.closes_at is not None and self.closes_at <= at:
            return Stage.CLOSED
        return Stage.FULL if self.taken >= self.capacity else Stage.OPEN


class RunTrainer(models.Model):
    """A trainer asked to give a run, and the answer (T6)."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="run_trainers")
    trainer = models.ForeignKey(
        Trainer, on_delete=models.PROTECT, related_name="run_trainers", verbose_name=_("trainer")
    )
    reply = models.CharField(_("reply"), max_length=10, choices=Reply, default=Reply.ASKED)
    note = models.CharField(_("note"), max_length=500, blank=True)
    asked_at = models.DateTimeField()
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["run", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "trainer"],
                name="training_runtrainer_once",
                violation_error_message=_("The same trainer cannot be asked twice for one run."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.trainer}: {self.reply}"


class RunMaterial(models.Model):
    """A paper or an address that trainers leave for the enrolled of a run.

    A file's name on the disk tells nothing, and it lies where no web server looks (T11).
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("web address"), blank=True)
    file = models.FileField(_("file"), upload_to=random_name, storage=private_storage, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        constraints = [
            models.CheckConstraint(
                condition=~Q(url="", file=""),
                name="training_runmaterial_something",
                violation_error_message=_("Choose a file or write a web address."),
            )
        ]

    def __str__(self) -> str:
        return self.title
