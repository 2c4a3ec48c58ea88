from datetime import date, timedelta
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from booking.enums import AppointmentNeed, Competence, DocumentCase, Presence
from languages.translated import Translated


class ServiceCategory(models.Model):
    slug = models.SlugField(_("web address"), max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(_("order"))
    name_sl = models.CharField(max_length=120)
    name_sr = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)

    class Meta:
        ordering = ["order"]
        verbose_name = _("service category")
        verbose_name_plural = _("service categories")

    name = Translated()

    def __str__(self) -> str:
        return self.name


class LifeEvent(models.Model):
    """What happened in a person's life, and which services it needs (U3)."""

    slug = models.SlugField(_("web address"), max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(_("order"))
    name_sl = models.CharField(max_length=120)
    name_sr = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    summary_sl = models.TextField(blank=True)
    summary_sr = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)

    class Meta:
        ordering = ["order"]
        verbose_name = _("life event")
        verbose_name_plural = _("life events")

    name = Translated()
    summary = Translated()

    def __str__(self) -> str:
        return self.name


class ServiceQuerySet(models.QuerySet["Service"]):
    def active(self) -> "ServiceQuerySet":
        return self.filter(is_active=True)

    def by_appointment(self) -> "ServiceQuerySet":
        """Keep the services an appointment can be made for."""
        return self.active().exclude(appointment_need=AppointmentNeed.NOT_NEEDED)

    def with_urgent_path(self) -> "ServiceQuerySet":
        return self.by_appointment().exclude(urgent_sl="")


class Service(models.Model):
    """A catalogue entry: the facts of a service, once (U1). Prose lives on its page."""

    slug = models.SlugField(_("web address"), max_length=80, unique=True)
    category = models.ForeignKey(
        ServiceCategory,
        on_delete=models.PROTECT,
        related_name="services",
        verbose_name=_("category"),
    )
    life_events = models.ManyToManyField(
        LifeEvent, blank=True, related_name="services", verbose_name=_("life events")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    name_sl = models.CharField(max_length=200)
    name_sr = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    short_name_sl = models.CharField(max_length=80)
    short_name_sr = models.CharField(max_length=80)
    short_name_en = models.CharField(max_length=80)
    summary_sl = models.TextField()
    summary_sr = models.TextField()
    summary_en = models.TextField()
    who_sl = models.TextField(blank=True)
    who_sr = models.TextField(blank=True)
    who_en = models.TextField(blank=True)
    words = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("other words it is searched by"),
        default=list,
        blank=True,
    )

    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    buffer_minutes = models.PositiveSmallIntegerField(_("minutes kept free after it"), default=0)
    notice_hours = models.PositiveSmallIntegerField(
        _("bookable until so many hours before"), default=2
    )
    horizon_days = models.PositiveSmallIntegerField(
        _("bookable for so many days ahead"), default=60
    )
    release_at = models.TimeField(_("new days open at"), null=True, blank=True)
    max_people = models.PositiveSmallIntegerField(_("most people in one booking"), default=1)
    competence = models.CharField(
        _("competent unit"), max_length=20, choices=Competence, default=Competence.ANY
    )
    presence = models.CharField(_("presence"), max_length=20, choices=Presence)
    appointment_need = models.CharField(_("appointment"), max_length=20, choices=AppointmentNeed)
    # When that is so and when it is not, in words: on which days, for which errand (U1).
    appointment_note_sl = models.TextField(blank=True, default="", db_default="")
    appointment_note_sr = models.TextField(blank=True, default="", db_default="")
    appointment_note_en = models.TextField(blank=True, default="", db_default="")

    fee = models.DecimalField(
        _("fee in euros"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    fee_year = models.PositiveSmallIntegerField(_("year of the fee"), null=True, blank=True)
    fee_note_sl = models.CharField(max_length=300, blank=True)
    fee_note_sr = models.CharField(max_length=300, blank=True)
    fee_note_en = models.CharField(max_length=300, blank=True)
    law_sl = models.TextField(blank=True)
    law_sr = models.TextField(blank=True)
    law_en = models.TextField(blank=True)
    online_sl = models.TextField(blank=True)
    online_sr = models.TextField(blank=True)
    online_en = models.TextField(blank=True)
    # When a case is urgent; a service without it has no urgent path (B35).
    urgent_sl = models.TextField(blank=True, default="", db_default="")
    urgent_sr = models.TextField(blank=True, default="", db_default="")
    urgent_en = models.TextField(blank=True, default="", db_default="")

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["category__order", "order"]
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=480),
                name="booking_service_minutes",
                violation_error_message=_("A service takes between 5 minutes and 8 hours."),
            ),
            models.CheckConstraint(
                condition=Q(max_people__gte=1, max_people__lte=8),
                name="booking_service_max_people",
                violation_error_message=_("One booking is for 1 to 8 people."),
            ),
            models.CheckConstraint(
                condition=Q(horizon_days__gte=1, horizon_days__lte=365),
                name="booking_service_horizon",
                violation_error_message=_("Appointments open 1 to 365 days ahead."),
            ),
        ]

    name = Translated()
    short_name = Translated()
    summary = Translated()
    who = Translated()
    fee_note = Translated()
    law = Translated()
    online = Translated()
    urgent = Translated()
    appointment_note = Translated()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("service", args=[self.slug])

    @property
    def length(self) -> timedelta:
        """Return what one appointment takes of its counter: service time and buffer."""
        return timedelta(minutes=self.minutes + self.buffer_minutes)

    @property
    def has_any_unit(self) -> bool:
        return self.competence == Competence.ANY

    def fee_on(self, day: date) -> tuple[Decimal | None, int | None]:
        """Return the fee of a local day in euros, None where it depends, and its year."""
        due = [change for change in self.fee_changes.all() if change.valid_from <= day]
        return (due[-1].fee, due[-1].valid_from.year) if due else (self.fee, self.fee_year)

    @property
    def is_by_appointment(self) -> bool:
        return self.is_active and self.appointment_need != AppointmentNeed.NOT_NEEDED

    @property
    def has_urgent_path(self) -> bool:
        return bool(self.urgent_sl) and self.is_by_appointment


class RequiredDocument(models.Model):
    """One thing to bring, always or in a case (child, lost, abroad, representative)."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="documents")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    case = models.CharField(
        _("when"), max_length=20, choices=DocumentCase, default=DocumentCase.ALWAYS
    )
    text_sl = models.TextField()
    text_sr = models.TextField()
    text_en = models.TextField()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("required document")
        verbose_name_plural = _("required documents")

    text = Translated()

    def __str__(self) -> str:
        return self.text
