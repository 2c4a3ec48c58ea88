"""A work plan to be used again: phases in days counted from the declared start (L4–L6).

Offsets are whole days, 0 being the declared first day; negative ones lie before it. Both ends of
a span are days of it. A phase without offsets has no days set.
"""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from languages.codes import SR
from languages.translated import Translated
from learning_cluster.enums import EventKind, PhaseKind, TemplateKind, WindowKind
from learning_cluster.models.words import Named


class Blueprint(Named):
    """A work plan; `length` is the number of days from the declared start to its last day."""

    slug = models.SlugField(_("web address"), max_length=80, unique=True)
    length = models.PositiveSmallIntegerField(_("days in all"), validators=[MinValueValidator(1)])

    class Meta:
        ordering = ["slug"]
        verbose_name = _("work plan")
        verbose_name_plural = _("work plans")


class PhaseFacts(Named):
    """What a phase is, in a blueprint as in a cluster; `number` is the plan's, if it has one."""

    order = models.PositiveSmallIntegerField(_("order"))
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=PhaseKind)
    tasks_sr = models.TextField(_("tasks in Serbian"), max_length=4000, blank=True)
    tasks_sl = models.TextField(_("tasks in Slovene"), max_length=4000, blank=True)
    tasks_en = models.TextField(_("tasks in English"), max_length=4000, blank=True)
    halves = models.PositiveSmallIntegerField(_("expert days in halves"), default=0)

    tasks = Translated(source=SR)

    class Meta:
        abstract = True

    @property
    def days(self) -> Decimal:
        """Expert days, which are counted in halves (L5)."""
        return Decimal(self.halves) / 2


class BlueprintPhase(PhaseFacts):
    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="phases")
    first = models.SmallIntegerField(_("first day"), null=True, blank=True)
    last = models.SmallIntegerField(_("last day"), null=True, blank=True)

    class Meta:
        ordering = ["blueprint", "order"]
        verbose_name = _("phase of a work plan")
        verbose_name_plural = _("phases of work plans")
        constraints = [
            models.UniqueConstraint(
                fields=["blueprint", "order"], name="cluster_blueprintphase_order"
            ),
            models.CheckConstraint(
                condition=Q(first__isnull=True, last__isnull=True) | Q(last__gte=F("first")),
                name="cluster_blueprintphase_span",
            ),
        ]


class BlueprintWindow(Named):
    """A consultation beside a phase; it may begin or end outside it."""

    phase = models.ForeignKey(BlueprintPhase, on_delete=models.CASCADE, related_name="windows")
    kind = models.CharField(_("kind"), max_length=14, choices=WindowKind)
    first = models.SmallIntegerField(_("first day"), null=True, blank=True)
    last = models.SmallIntegerField(_("last day"))
    partners = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("who is consulted"),
        default=list,
        blank=True,
    )

    class Meta:
        ordering = ["phase", "last", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first__isnull=True) | Q(last__gte=F("first")),
                name="cluster_blueprintwindow_span",
            )
        ]


class BlueprintMilestone(Named):
    phase = models.ForeignKey(BlueprintPhase, on_delete=models.CASCADE, related_name="milestones")
    day = models.SmallIntegerField(_("day"))

    class Meta:
        ordering = ["phase", "day", "pk"]


class BlueprintDeliverable(Named):
    """What a phase must bring; `partners` are consulted before the host approves it (L6)."""

    phase = models.ForeignKey(BlueprintPhase, on_delete=models.CASCADE, related_name="deliverables")
    template = models.CharField(_("template"), max_length=20, choices=TemplateKind, blank=True)
    due = models.SmallIntegerField(_("due on day"))
    partners = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("who is consulted"),
        default=list,
        blank=True,
    )

    class Meta:
        ordering = ["phase", "due", "pk"]


class BlueprintEvent(Named):
    """An event within a phase; its day is agreed later, between the phase's two ends (L3)."""

    phase = models.ForeignKey(BlueprintPhase, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind)

    class Meta:
        ordering = ["phase", "kind"]
