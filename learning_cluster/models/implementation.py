"""What a local government does with its concept in the application period (L14)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learning_cluster.enums import ImplementationState
from learning_cluster.models.people import Member, Membership


class Implementation(models.Model):
    """A service on its way: since when, how far in percent, what stands in the way."""

    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="implementations"
    )
    service = models.CharField(_("service"), max_length=200)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ImplementationState,
        default=ImplementationState.PREPARED,
    )
    starts_on = models.DateField(_("start of the service"), null=True, blank=True)
    progress = models.PositiveSmallIntegerField(_("progress in percent"), default=0)
    done = models.TextField(_("what has been done"), max_length=4000, blank=True)
    obstacles = models.TextField(_("obstacles"), max_length=4000, blank=True)
    users = models.PositiveIntegerField(_("people who use the service"), null=True, blank=True)
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["membership", "service"]
        verbose_name = _("service being introduced")
        verbose_name_plural = _("services being introduced")
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "service"],
                name="cluster_implementation_once",
                violation_error_message=_("This service is in the record already."),
            ),
            models.CheckConstraint(
                condition=Q(progress__range=(0, 100)),
                name="cluster_implementation_progress",
                violation_error_message=_("Progress is from 0 to 100 percent."),
            ),
        ]

    def __str__(self) -> str:
        return self.service


class ProgressNote(models.Model):
    """How far a service was on a day, kept when the record changes."""

    implementation = models.ForeignKey(
        Implementation, on_delete=models.CASCADE, related_name="notes"
    )
    progress = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=ImplementationState)
    note = models.TextField(max_length=4000, blank=True)
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["implementation", "noted_at"]

    def __str__(self) -> str:
        return f"{self.progress} %"
