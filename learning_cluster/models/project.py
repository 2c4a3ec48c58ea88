"""The project a cluster belongs to, who carries it and where (L1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from languages.codes import SR
from languages.translated import Translated
from learning_cluster.enums import PartnerRole
from learning_cluster.models.words import Named, Told


class Project(Named):
    """A project with its general aim; its specific goals are rows.

    `regional_pilots` counts the pilots of the whole region. A cluster's own pilots are its
    memberships and are never added to them (L2).
    """

    slug = models.SlugField(_("web address"), max_length=80, unique=True)
    aim_sr = models.TextField(_("general aim in Serbian"), max_length=2000)
    aim_sl = models.TextField(_("general aim in Slovene"), max_length=2000, blank=True)
    aim_en = models.TextField(_("general aim in English"), max_length=2000, blank=True)
    regional_pilots = models.PositiveSmallIntegerField(
        _("pilot local governments in the region"), default=0
    )

    aim = Translated(source=SR)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")


class ProjectGoal(Told):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="goals")

    class Meta:
        ordering = ["project", "order", "pk"]
        verbose_name = _("goal of a project")
        verbose_name_plural = _("goals of projects")


class Partner(Named):
    """An organisation of a project; `abbreviation` is how deliverables name it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partners")
    abbreviation = models.CharField(_("abbreviation"), max_length=20)
    role = models.CharField(_("role"), max_length=12, choices=PartnerRole)
    url = models.URLField(_("web address"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["project", "order", "pk"]
        verbose_name = _("organisation of a project")
        verbose_name_plural = _("organisations of projects")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "abbreviation", "role"], name="cluster_partner_once"
            )
        ]


class Footnote(Told):
    """What must be said wherever a name is shown: `mark` is the name with its sign (L1).

    `forms_<language>` are its other grammatical forms, without the sign, separated by commas.
    """

    mark_sr = models.CharField(_("name with its sign in Serbian"), max_length=80)
    mark_sl = models.CharField(_("name with its sign in Slovene"), max_length=80)
    mark_en = models.CharField(_("name with its sign in English"), max_length=80)
    forms_sr = models.CharField(_("other forms in Serbian"), max_length=200, blank=True)
    forms_sl = models.CharField(_("other forms in Slovene"), max_length=200, blank=True)
    forms_en = models.CharField(_("other forms in English"), max_length=200, blank=True)

    mark = Translated(source=SR)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("mandatory footnote")
        verbose_name_plural = _("mandatory footnotes")


class Territory(Named):
    """A country or territory of a project; its name carries the sign of its footnote."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="territories")
    footnote = models.ForeignKey(
        Footnote, null=True, blank=True, on_delete=models.PROTECT, related_name="territories"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["project", "order", "pk"]
        verbose_name = _("territory of a project")
        verbose_name_plural = _("territories of projects")


class Acronym(Told):
    """What an abbreviation stands for; `short` is as the texts write it, in both scripts (L1)."""

    short_sr = models.CharField(_("abbreviation in Serbian"), max_length=20, unique=True)
    short_sl = models.CharField(_("abbreviation in Slovene"), max_length=20, blank=True)
    short_en = models.CharField(_("abbreviation in English"), max_length=20, blank=True)

    short = Translated(source=SR)

    class Meta:
        ordering = ["short_sr"]
        verbose_name = _("abbreviation")
        verbose_name_plural = _("abbreviations")


class CourseTopic(Named):
    """A course of the external e-Academy that the training builds on (L13)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="course_topics")
    url = models.URLField(_("web address"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["project", "order", "pk"]
        verbose_name = _("e-learning course")
        verbose_name_plural = _("e-learning courses")
