"""The library of good practice and the community's links (P5)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from languages.translated import Translated
from programme.enums import LinkKind

EARLIEST, LATEST = 1990, 2100


class Named(models.Model):
    """A word practices are sorted by."""

    slug = models.SlugField(_("web address"), max_length=60, unique=True)
    name_sl = models.CharField(max_length=80)
    name_sr = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)

    class Meta:
        abstract = True

    name = Translated()

    def __str__(self) -> str:
        return self.name


class PracticeField(Named):
    class Meta:
        ordering = ["slug"]
        verbose_name = _("field of good practice")
        verbose_name_plural = _("fields of good practice")


class PracticeMethod(Named):
    class Meta:
        ordering = ["slug"]
        verbose_name = _("method")
        verbose_name_plural = _("methods")


class Country(Named):
    """A country; its web address is its ISO 3166 code in small letters."""

    class Meta:
        ordering = ["slug"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")


class GoodPractice(models.Model):
    """The facts of a good practice; its story is told by a page."""

    slug = models.SlugField(_("web address"), max_length=80, unique=True)
    name_sl = models.CharField(max_length=120)
    name_sr = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    summary_sl = models.CharField(max_length=400)
    summary_sr = models.CharField(max_length=400)
    summary_en = models.CharField(max_length=400)
    field = models.ForeignKey(
        PracticeField, on_delete=models.PROTECT, related_name="practices", verbose_name=_("field")
    )
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="practices", verbose_name=_("country")
    )
    methods = models.ManyToManyField(
        PracticeMethod, related_name="practices", verbose_name=_("methods")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]
    )
    url = models.URLField(_("source"), blank=True)

    class Meta:
        ordering = ["-year", "slug"]
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=EARLIEST, year__lte=LATEST),
                name="programme_goodpractice_year",
                violation_error_message=_("Write the year with four digits."),
            )
        ]

    name = Translated()
    summary = Translated()

    def __str__(self) -> str:
        return self.name


class CommunityLink(models.Model):
    """Where the community meets, or who does alike abroad."""

    kind = models.CharField(_("kind"), max_length=20, choices=LinkKind)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name_sl = models.CharField(max_length=120)
    name_sr = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    about_sl = models.CharField(max_length=400, blank=True)
    about_sr = models.CharField(max_length=400, blank=True)
    about_en = models.CharField(max_length=400, blank=True)
    url = models.URLField(_("web address"))

    class Meta:
        ordering = ["kind", "order", "pk"]
        verbose_name = _("link of the community")
        verbose_name_plural = _("links of the community")

    name = Translated()
    about = Translated()

    def __str__(self) -> str:
        return self.name
