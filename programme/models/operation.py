"""What the programme is: operation, project, goals, funding (P1, P3)."""

from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from languages.translated import Translated


def _euros(label: Any) -> models.DecimalField:
    return models.DecimalField(
        label, max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )


class Operation(models.Model):
    """What the European fund pays for; its indicator counts civil servants (P1, P2, P3)."""

    slug = models.SlugField(_("web address"), max_length=80, unique=True)
    name_sl = models.CharField(max_length=120)
    name_sr = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    aim_sl = models.TextField()
    aim_sr = models.TextField()
    aim_en = models.TextField()
    fund_sl = models.CharField(max_length=120)
    fund_sr = models.CharField(max_length=120)
    fund_en = models.CharField(max_length=120)
    public_funds = _euros(_("public funds in all, in euros"))
    european_funds = _euros(_("of it from the European fund, in euros"))
    other_funds = _euros(_("of it other public funds, in euros"))
    target_people = models.PositiveIntegerField(
        _("people to be trained, at least"), validators=[MinValueValidator(1)]
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("operation")
        verbose_name_plural = _("operations")
        constraints = [
            models.CheckConstraint(
                condition=Q(public_funds=F("european_funds") + F("other_funds")),
                name="programme_operation_funds_add_up",
                violation_error_message=_(
                    "The European fund and the other public funds must add up to the whole."
                ),
            ),
            models.CheckConstraint(
                condition=Q(public_funds__gt=0, european_funds__gte=0, other_funds__gte=0),
                name="programme_operation_funds_positive",
                violation_error_message=_("Sums of money cannot be negative, nor the whole zero."),
            ),
            models.CheckConstraint(
                condition=Q(target_people__gte=1),
                name="programme_operation_target",
                violation_error_message=_("The target is at least one person."),
            ),
        ]

    name = Translated()
    aim = Translated()
    fund = Translated()

    def __str__(self) -> str:
        return self.name


class Project(models.Model):
    """A part of an operation: who leads it, who does it and how (P1)."""

    operation = models.ForeignKey(
        Operation, on_delete=models.PROTECT, related_name="projects", verbose_name=_("operation")
    )
    slug = models.SlugField(_("web address"), max_length=80, unique=True)
    name_sl = models.CharField(max_length=120)
    name_sr = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    lead_sl = models.CharField(max_length=200)
    lead_sr = models.CharField(max_length=200)
    lead_en = models.CharField(max_length=200)
    aim_sl = models.TextField()
    aim_sr = models.TextField()
    aim_en = models.TextField()
    who_sl = models.TextField()
    who_sr = models.TextField()
    who_en = models.TextField()
    how_sl = models.TextField()
    how_sr = models.TextField()
    how_en = models.TextField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    name = Translated()
    lead = Translated()
    aim = Translated()
    who = Translated()
    how = Translated()

    def __str__(self) -> str:
        return self.name


class Statement(models.Model):
    """One sentence of a kept list, in the stored languages."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    text_sl = models.CharField(max_length=400)
    text_sr = models.CharField(max_length=400)
    text_en = models.CharField(max_length=400)

    class Meta:
        abstract = True

    text = Translated()

    def __str__(self) -> str:
        return self.text


class Goal(Statement):
    """A goal of an operation or of one of its projects, kept once, shown wherever needed (P1)."""

    operation = models.ForeignKey(
        Operation,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="goals",
        verbose_name=_("operation"),
    )
    project = models.ForeignKey(
        Project,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="goals",
        verbose_name=_("project"),
    )

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints = [
            models.CheckConstraint(
                condition=Q(operation__isnull=True, project__isnull=False)
                | Q(operation__isnull=False, project__isnull=True),
                name="programme_goal_of_one",
                violation_error_message=_(
                    "A goal belongs either to an operation or to a project: choose one."
                ),
            )
        ]


class GroupTask(Statement):
    """A task of the project group (P1)."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="tasks", verbose_name=_("project")
    )

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("task of the project group")
        verbose_name_plural = _("tasks of the project group")
