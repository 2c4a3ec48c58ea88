from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from languages.translated import Translated


class Reading(models.Model):
    """How far the indicator stood on a day, counted by hand: people apart from participations (P2).

    Somebody who came to three trainings is one of the people and three of the participations.
    """

    operation = models.ForeignKey(
        "programme.Operation",
        on_delete=models.CASCADE,
        related_name="readings",
        verbose_name=_("operation"),
    )
    read_on = models.DateField(_("as of"))
    people = models.PositiveIntegerField(_("different people"))
    participations = models.PositiveIntegerField(_("participations"))
    note_sl = models.CharField(max_length=200, blank=True)
    note_sr = models.CharField(max_length=200, blank=True)
    note_en = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-read_on"]
        verbose_name = _("reading of the indicator")
        verbose_name_plural = _("readings of the indicator")
        constraints = [
            models.UniqueConstraint(
                fields=["operation", "read_on"],
                name="programme_reading_once_a_day",
                violation_error_message=_("There is a reading of this day already. Change that."),
            ),
            models.CheckConstraint(
                condition=Q(people__lte=F("participations")),
                name="programme_reading_people_participate",
                violation_error_message=_(
                    "There cannot be more people than participations: each came at least once."
                ),
            ),
        ]

    note = Translated()

    def __str__(self) -> str:
        return f"{self.read_on:%Y-%m-%d}: {self.people}/{self.participations}"
