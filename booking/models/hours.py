from datetime import time

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from booking.enums import ClosureKind, RestrictionMode, Visitors
from calendars.recurrence import validate_rule

_ONE_OWNER = Q(location__isnull=False, counter__isnull=True) | Q(
    location__isnull=True, counter__isnull=False
)
_ONE_OWNER_MESSAGE = _("Choose a location or a counter, not both.")


class ServiceRestriction(models.Model):
    """Which services a time is for, or whether it is for walk-in visitors only, or not (B12).

    One that staff made for either kind of visitor is for all services, whatever it names.
    """

    mode = models.CharField(max_length=10, choices=RestrictionMode, default=RestrictionMode.ONLY)
    services = models.ManyToManyField("booking.Service", blank=True)
    is_walk_in_only = models.BooleanField(default=False)
    # Whom the closure "for all but walk-in visitors" closes for; a time for booked visitors only.
    is_booked_only = models.BooleanField(default=False, db_default=False)
    # Combined by the engine from two others; nobody edits or chooses it.
    is_derived = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("service restriction")
        verbose_name_plural = _("service restrictions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(is_walk_in_only=True, is_booked_only=True),
                name="booking_servicerestriction_one_kind_of_visitor",
            )
        ]

    def __str__(self) -> str:
        return f"{self.mode} {self.pk}"

    @property
    def visitors(self) -> Visitors:
        if self.is_walk_in_only:
            return Visitors.WALK_IN
        return Visitors.BOOKED if self.is_booked_only else Visitors.EVERYBODY


class _ByRule(models.Model):
    """Local start and end on the days of an RFC 5545 rule.

    `closes` at 00:00 is the end of that day. The rule has no DTSTART: `valid_from` gives it one,
    in the location's zone.
    """

    rule = models.CharField(max_length=200, validators=[validate_rule])
    opens = models.TimeField()
    closes = models.TimeField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=_ONE_OWNER,
                name="booking_%(class)s_one_owner",
                violation_error_message=_ONE_OWNER_MESSAGE,
            ),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")) | Q(closes=time(0)),
                name="booking_%(class)s_order",
                violation_error_message=_("Closing time must come after opening time."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="booking_%(class)s_validity",
                violation_error_message=_("The last day must not come before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.opens:%H:%M}–{self.closes:%H:%M}"


class OpeningHours(_ByRule):
    """Regular hours. A counter with hours of its own does not follow its location's."""

    location = models.ForeignKey(
        "booking.Location", null=True, blank=True, on_delete=models.CASCADE, related_name="hours"
    )
    counter = models.ForeignKey(
        "booking.Counter", null=True, blank=True, on_delete=models.CASCADE, related_name="hours"
    )

    class Meta(_ByRule.Meta):
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")


class UrgentReserve(_ByRule):
    """Open time kept for urgent cases (B35), of all counters of a location or of one.

    What is left of it `release_hours` before its beginning is for everybody; without that it never
    is. It opens nothing: outside the hours it keeps nothing.
    """

    location = models.ForeignKey(
        "booking.Location",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="urgent_reserves",
    )
    counter = models.ForeignKey(
        "booking.Counter",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="urgent_reserves",
    )
    release_hours = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(_ByRule.Meta):
        verbose_name = _("urgent reserve")
        verbose_name_plural = _("urgent reserves")


class _Exception(models.Model):
    """A period in which regular hours do not hold."""

    location = models.ForeignKey(
        "booking.Location", null=True, blank=True, on_delete=models.CASCADE
    )
    counter = models.ForeignKey("booking.Counter", null=True, blank=True, on_delete=models.CASCADE)
    period = DateTimeRangeField()
    restriction = models.ForeignKey(
        ServiceRestriction, null=True, blank=True, on_delete=models.PROTECT
    )
    reason_sl = models.CharField(max_length=200, blank=True)
    reason_sr = models.CharField(max_length=200, blank=True)
    reason_en = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=_ONE_OWNER,
                name="booking_%(class)s_one_owner",
                violation_error_message=_ONE_OWNER_MESSAGE,
            ),
            models.CheckConstraint(
                condition=Q(
                    period__isempty=False, period__lower_inf=False, period__upper_inf=False
                ),
                name="booking_%(class)s_bounded",
                violation_error_message=_("Give a start and a later end."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period.lower:%Y-%m-%d %H:%M} {self.reason_sl}"


class Closure(_Exception):
    """Closed, whatever else is said; with a restriction only for the services it names.

    A restriction "only A" closes for A; "except A" closes for all but A; one for walk-in visitors
    closes for them, one for booked visitors for all but walk-ins.
    """

    kind = models.CharField(
        max_length=10,
        choices=ClosureKind,
        default=ClosureKind.CLOSED,
        db_default=ClosureKind.CLOSED,
    )
    bulk = models.ForeignKey(
        "booking.BulkChange", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(_Exception.Meta):
        verbose_name = _("closure")
        verbose_name_plural = _("closures")


class ExtraOpening(_Exception):
    """Open out of the ordinary, holidays included; with a restriction only for those services."""

    class Meta(_Exception.Meta):
        verbose_name = _("extra opening")
        verbose_name_plural = _("extra openings")
