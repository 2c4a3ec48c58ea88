"""What trainings hang on: measure ▸ programme ▸ bundle (T1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from languages.translated import Translated


class Named(models.Model):
    """Something with an address and a name in the stored languages."""

    slug = models.SlugField(_("web address"), max_length=80, unique=True)
    name_sl = models.CharField(max_length=200)
    name_sr = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        abstract = True

    name = Translated()

    def __str__(self) -> str:
        return self.name


class Statement(models.Model):
    """One line of a kept list, in the stored languages."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    text_sl = models.CharField(max_length=500)
    text_sr = models.CharField(max_length=500)
    text_en = models.CharField(max_length=500)

    class Meta:
        abstract = True

    text = Translated()

    def __str__(self) -> str:
        return self.text


class Measure(Named):
    """A measure of public policy that programmes carry out."""

    class Meta:
        ordering = ["slug"]
        verbose_name = _("measure")
        verbose_name_plural = _("measures")


class FundingProgramme(Named):
    """Who pays for a bundle, and what must be said of it wherever it is named (T1, T13).

    `operation_slug` is the operation whose indicator its trainings feed, where there is one (P2):
    a bundle has one funding programme, so a training never counts for two.
    """

    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="programmes", verbose_name=_("measure")
    )
    statement_sl = models.TextField()
    statement_sr = models.TextField()
    statement_en = models.TextField()
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    operation_slug = models.SlugField(
        _("operation whose indicator it feeds"), max_length=80, blank=True
    )

    class Meta:
        ordering = ["slug"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    statement = Translated()


class Bundle(Named):
    """Trainings that were ordered together: their purpose and general goals (T1)."""

    programme = models.ForeignKey(
        FundingProgramme,
        on_delete=models.PROTECT,
        related_name="bundles",
        verbose_name=_("programme"),
    )
    purpose_sl = models.TextField()
    purpose_sr = models.TextField()
    purpose_en = models.TextField()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("bundle of trainings")
        verbose_name_plural = _("bundles of trainings")

    purpose = Translated()


class BundleGoal(Statement):
    bundle = models.ForeignKey(
        Bundle, on_delete=models.CASCADE, related_name="goals", verbose_name=_("bundle")
    )

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("general goal")
        verbose_name_plural = _("general goals")
