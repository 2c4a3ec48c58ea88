"""How a training may be delivered: the client chooses one of its variants (T3)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from languages.translated import Translated
from training.enums import Mode
from training.models.training import Training


class Variant(models.Model):
    """One way to deliver a training.

    A trigger refuses a transaction that leaves the hours of its segments other than the
    training's, or the days with a gap.
    """

    training = models.ForeignKey(
        Training, on_delete=models.CASCADE, related_name="variants", verbose_name=_("training")
    )
    slug = models.SlugField(_("web address"), max_length=40)
    name_sl = models.CharField(max_length=120)
    name_sr = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["training", "order", "pk"]
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        constraints = [
            models.UniqueConstraint(
                fields=["training", "slug"],
                name="training_variant_slug",
                violation_error_message=_("The training has a variant of that address already."),
            )
        ]

    name = Translated()

    def __str__(self) -> str:
        return self.name


class Segment(models.Model):
    """A part of a variant: so many pedagogical hours of one mode on its day, counted from 1."""

    variant = models.ForeignKey(
        Variant, on_delete=models.CASCADE, related_name="segments", verbose_name=_("variant")
    )
    day = models.PositiveSmallIntegerField(_("day"), default=1, validators=[MinValueValidator(1)])
    mode = models.CharField(_("mode"), max_length=10, choices=Mode)
    hours = models.PositiveSmallIntegerField(
        _("pedagogical hours"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )

    class Meta:
        ordering = ["variant", "day"]
        verbose_name = _("part of a variant")
        verbose_name_plural = _("parts of a variant")
        constraints = [
            models.UniqueConstraint(
                fields=["variant", "day"],
                name="training_segment_one_a_day",
                violation_error_message=_("A variant has one part a day."),
            ),
            models.CheckConstraint(
                condition=Q(day__gte=1, hours__gte=1), name="training_segment_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.hours} {self.mode}"
