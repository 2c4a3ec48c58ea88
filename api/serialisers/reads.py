"""What the public reads answer. For the document only: the views write plain data."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from booking.enums import AppointmentNeed, Competence, LocationKind


@extend_schema_serializer(component_name="Service")
class ServiceSerialiser(serializers.Serializer):
    slug = serializers.SlugField()
    name = serializers.CharField()
    minutes = serializers.IntegerField(help_text="Length of one appointment.")
    max_people = serializers.IntegerField(help_text="How many one booking may be for.")
    any_unit = serializers.BooleanField(help_text="Whether every unit is competent.")
    competence = serializers.ChoiceField(
        Competence.choices, help_text="Which municipality decides the competent unit."
    )
    category = serializers.SlugField()
    category_name = serializers.CharField()
    appointment = serializers.ChoiceField(
        AppointmentNeed.choices, help_text="Whether an appointment is needed."
    )
    appointment_note = serializers.CharField(
        allow_null=True, help_text="When that is so, in words; null: it is always the same."
    )
    urgent = serializers.CharField(
        allow_null=True,
        help_text="When a case is urgent enough for the time kept for such; null: none is kept.",
    )
    page_url = serializers.URLField()
    booking_url = serializers.URLField(
        allow_null=True, help_text="Null where no appointment is needed."
    )


@extend_schema_serializer(component_name="Location")
class LocationSerialiser(serializers.Serializer):
    slug = serializers.SlugField()
    name = serializers.CharField()
    unit = serializers.SlugField()
    kind = serializers.ChoiceField(LocationKind.choices)
    address = serializers.CharField(allow_blank=True)
    postcode = serializers.CharField(allow_blank=True)
    town = serializers.CharField(allow_blank=True)
    lat = serializers.FloatField(allow_null=True)
    lon = serializers.FloatField(allow_null=True)
    bookable = serializers.BooleanField(help_text="Whether times here can be booked.")
    page_url = serializers.URLField()


@extend_schema_serializer(component_name="Municipality")
class MunicipalitySerialiser(serializers.Serializer):
    slug = serializers.SlugField()
    name = serializers.CharField()
    unit = serializers.SlugField(help_text="The unit competent for it.")


@extend_schema_serializer(component_name="Feed")
class FeedSerialiser(serializers.Serializer):
    name = serializers.CharField()
    url = serializers.URLField(help_text="Where a calendar subscribes to it (iCalendar).")


@extend_schema_serializer(component_name="EarliestAt")
class EarliestAtSerialiser(serializers.Serializer):
    location = serializers.SlugField()
    unit = serializers.SlugField()
    starts_at = serializers.DateTimeField(
        allow_null=True, help_text="First free time; null when nothing is free."
    )
    waiting_days = serializers.IntegerField(
        allow_null=True, help_text="Days from today, in the place's own calendar."
    )
    distance_km = serializers.FloatField(
        allow_null=True, help_text="As the crow flies from `near`; null without it."
    )


@extend_schema_serializer(component_name="Earliest")
class EarliestSerialiser(serializers.Serializer):
    competence = serializers.ChoiceField(
        Competence.choices,
        help_text="Other than `any`: give the municipality, then only its unit's rows follow.",
    )
    unit = serializers.SlugField(allow_null=True, help_text="The competent unit, once known.")
    results = EarliestAtSerialiser(many=True)
    next = serializers.URLField(allow_null=True)


@extend_schema_serializer(component_name="Slot")
class SlotSerialiser(serializers.Serializer):
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    free = serializers.IntegerField(help_text="Counters where that start is possible.")


@extend_schema_serializer(component_name="SlotAt")
class SlotAtSerialiser(SlotSerialiser):
    location = serializers.SlugField()
