"""A training as the catalogue tells it (T1–T4, T8)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from languages.translated import Translated
from training.enums import Level, Prior, SideWorkKind, SideWorkTime
from training.models.catalogue import Bundle, Named, Statement

MOST_TRAINERS = 2


class Method(Named):
    """A method taught, by which trainings are found: personas, prototypes, interviews."""

    class Meta:
        ordering = ["slug"]
        verbose_name = _("method of the contents")
        verbose_name_plural = _("methods of the contents")


class WorkForm(Named):
    """A form of work; an active one gives participants something to do (T4)."""

    is_active = models.BooleanField(_("participants are active"), default=True)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("form of work")
        verbose_name_plural = _("forms of work")


class TrainingQuerySet(models.QuerySet["Training"]):
    def published(self) -> "TrainingQuerySet":
        return self.filter(is_published=True)

    def with_bundle(self) -> "TrainingQuerySet":
        """Bring what every page of a training names."""
        return self.select_related("bundle__programme__measure", "prerequisite")

    def with_variants(self) -> "TrainingQuerySet":
        """Bring how each may be delivered."""
        return self.prefetch_related("variants__segments")


class Training(Named):
    """A training; its variants say how it is delivered, each in `hours` pedagogical hours."""

    bundle = models.ForeignKey(
        Bundle, on_delete=models.PROTECT, related_name="trainings", verbose_name=_("bundle")
    )
    code = models.CharField(_("code"), max_length=20, unique=True)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    hours = models.PositiveSmallIntegerField(
        _("pedagogical hours"), validators=[MinValueValidator(1), MaxValueValidator(80)]
    )
    trainers_needed = models.PositiveSmallIntegerField(
        _("trainers present throughout"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_TRAINERS)],
    )
    target_group_sl = models.TextField()
    target_group_sr = models.TextField()
    target_group_en = models.TextField()
    purpose_sl = models.TextField()
    purpose_sr = models.TextField()
    purpose_en = models.TextField()
    prior = models.CharField(_("prior knowledge"), max_length=10, choices=Prior)
    prior_text_sl = models.TextField(blank=True)
    prior_text_sr = models.TextField(blank=True)
    prior_text_en = models.TextField(blank=True)
    prerequisite = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followers",
        verbose_name=_("training to be completed before"),
    )
    methods = models.ManyToManyField(Method, blank=True, verbose_name=_("methods"))
    work_forms = models.ManyToManyField(WorkForm, blank=True, verbose_name=_("forms of work"))
    coordinator_name = models.CharField(_("coordinator"), max_length=120)
    coordinator_email = models.EmailField(_("coordinator's e-mail"))
    coordinator_phone = models.CharField(_("coordinator's telephone"), max_length=40)
    capacity = models.PositiveSmallIntegerField(
        _("usual places in a run"), default=20, validators=[MinValueValidator(1)]
    )
    minimum = models.PositiveSmallIntegerField(
        _("usual least number of participants"), default=8, validators=[MinValueValidator(1)]
    )
    closes_days = models.PositiveSmallIntegerField(
        _("enrolment closes, days before"), default=5, validators=[MaxValueValidator(90)]
    )
    withdraw_days = models.PositiveSmallIntegerField(
        _("withdrawal possible until, days before"), default=3, validators=[MaxValueValidator(90)]
    )
    is_published = models.BooleanField(_("in the catalogue"), default=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        constraints = [
            models.CheckConstraint(
                condition=~Q(prior=Prior.REQUIRED) | Q(prerequisite__isnull=False),
                name="training_training_required_names_training",
                violation_error_message=_("Required prior knowledge is a training: choose it."),
            ),
            models.CheckConstraint(
                condition=Q(prerequisite__isnull=True) | ~Q(prerequisite=F("id")),
                name="training_training_not_before_itself",
                violation_error_message=_("A training cannot be required before itself."),
            ),
            models.CheckConstraint(
                condition=Q(trainers_needed__gte=1, trainers_needed__lte=MOST_TRAINERS),
                name="training_training_one_or_two_trainers",
            ),
            models.CheckConstraint(
                condition=Q(hours__gte=1, minimum__gte=1, capacity__gte=F("minimum")),
                name="training_training_numbers",
                violation_error_message=_(
                    "There must be at least as many places as the least number of participants."
                ),
            ),
        ]

    target_group = Translated()
    purpose = Translated()
    prior_text = Translated()

    def get_absolute_url(self) -> str:
        """Return the page of the training, in the active language."""
        return reverse("training", args=[self.slug])

    @property
    def is_blocking(self) -> bool:
        """Say whether somebody without the prerequisite needs the coordinator's leave (T2)."""
        return self.prior == Prior.REQUIRED


class TrainingGoal(Statement):
    training = models.ForeignKey(
        Training, on_delete=models.CASCADE, related_name="goals", verbose_name=_("training")
    )

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("goal of the training")
        verbose_name_plural = _("goals of the training")


class TrainingContent(Statement):
    training = models.ForeignKey(
        Training, on_delete=models.CASCADE, related_name="contents", verbose_name=_("training")
    )

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("content of the training")
        verbose_name_plural = _("contents of the training")


class SideWork(models.Model):
    """What participants do on their own before or after a training (T4)."""

    training = models.ForeignKey(
        Training, on_delete=models.CASCADE, related_name="side_works", verbose_name=_("training")
    )
    kind = models.CharField(_("kind"), max_length=15, choices=SideWorkKind)
    when = models.CharField(_("when"), max_length=10, choices=SideWorkTime)
    title_sl = models.CharField(max_length=200)
    title_sr = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    url = models.URLField(_("web address"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["-when", "order", "pk"]  # "before" stands before "after"
        verbose_name = _("work before or after")
        verbose_name_plural = _("work before or after")

    title = Translated()

    def __str__(self) -> str:
        return self.title
