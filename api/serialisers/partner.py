"""What partner systems send, and what they are answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.rows import find_location, find_municipality, find_service
from api.serialisers.fields import Choice, Flag, ListOf, Moment, Named, Shape, Text, Whole
from booking.enums import DocumentCase
from booking.forms.fields import NameField, PhoneField, PlainTextField
from booking.models.booking import URGENT_REASON
from languages.offered import offered

MOST_PEOPLE = 8
LAST_VERSION = 2_147_483_647
HOLD_ID_PATTERN = r"^[A-Za-z0-9_-]{43}$"
EMAIL, SMS = "email", "sms"


@extend_schema_serializer(component_name="HoldRequest")
class HoldRequestSerialiser(Shape):
    service = Named(find_service, help_text="Slug of a service.")
    location = Named(
        find_location,
        help_text="Slug of a location.",
    )
    starts_at = Moment(help_text="A start from `slots`.")
    count = Whole(min_value=1, max_value=MOST_PEOPLE, help_text="How many people come.")
    municipality = Named(
        find_municipality,
        required=False,
        allow_null=True,
        help_text="Slug of the deciding municipality where one unit is competent.",
    )
    idempotency_key = Text(
        PlainTextField(max_length=200),
        min_length=1,
        max_length=200,
        help_text="Your own key of this attempt: the same key gives the same hold.",
    )
    urgent = Flag(
        default=False,
        help_text="The case meets the conditions that `urgent` of the service states.",
    )
    urgent_reason = Text(
        PlainTextField(max_length=URGENT_REASON, required=False),
        required=False,
        allow_blank=True,
        allow_null=True,
        max_length=URGENT_REASON,
        help_text="Why, in a few words; needed with `urgent`.",
    )


@extend_schema_serializer(component_name="Acknowledgement")
class AcknowledgementSerialiser(serializers.Serializer):
    version = serializers.IntegerField()
    text = serializers.CharField()


@extend_schema_serializer(component_name="Consent")
class ConsentSerialiser(serializers.Serializer):
    version = serializers.IntegerField()
    url = serializers.URLField()


@extend_schema_serializer(component_name="Hold")
class HoldSerialiser(serializers.Serializer):
    id = serializers.CharField(help_text="Opaque; it stands for all appointments of the hold.")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(help_text="End of the last appointment.")
    expires_at = serializers.DateTimeField()
    acknowledgement = AcknowledgementSerialiser(
        allow_null=True,
        help_text="What the visitor must have read; null where there is nothing.",
    )
    consent = ConsentSerialiser(help_text="The privacy notice the visitor must be shown.")


@extend_schema_serializer(component_name="ContactRequest")
class ContactRequestSerialiser(Shape):
    name = Text(NameField(), max_length=120)
    email = Text(
        forms.EmailField(max_length=254, required=False),
        required=False,
        allow_blank=True,
        allow_null=True,
        max_length=254,
    )
    phone = Text(
        PhoneField(required=False),
        required=False,
        allow_blank=True,
        allow_null=True,
        max_length=40,
    )


@extend_schema_serializer(component_name="VisitorRequest")
class VisitorRequestSerialiser(Shape):
    name = Text(NameField(), max_length=120)
    needs = Text(
        PlainTextField(max_length=500, required=False),
        required=False,
        allow_blank=True,
        allow_null=True,
        max_length=500,
        help_text="What they need at the visit, in their own words.",
    )


@extend_schema_serializer(component_name="ConfirmRequest")
class ConfirmRequestSerialiser(Shape):
    contact = ContactRequestSerialiser()
    visitors = ListOf(
        child=VisitorRequestSerialiser(),
        required=False,
        allow_null=True,
        max_length=MOST_PEOPLE,
        help_text="One for each appointment; without it the contact's name stands for all.",
    )
    language = Choice(list(offered()), help_text="Language of the messages.")
    notify = ListOf(child=Choice([EMAIL, SMS]), max_length=2)
    acknowledged_version = Whole(
        required=False, allow_null=True, min_value=1, max_value=LAST_VERSION
    )
    consent_version = Whole(min_value=1, max_value=LAST_VERSION)

    def validate(self, wanted: dict[str, Any]) -> dict[str, Any]:
        contact = wanted["contact"]
        if not contact.get("email") and (EMAIL in wanted["notify"] or not contact.get("phone")):
            message = _("An e-mail address is needed to write to.")
            raise serializers.ValidationError({"contact": {"email": [message]}})
        if not contact.get("phone") and SMS in wanted["notify"]:
            message = _("A telephone number is needed to write to.")
            raise serializers.ValidationError({"contact": {"phone": [message]}})
        return wanted


@extend_schema_serializer(component_name="Document")
class DocumentSerialiser(serializers.Serializer):
    case = serializers.ChoiceField(DocumentCase.choices, help_text="When it is needed.")
    text = serializers.CharField()


@extend_schema_serializer(component_name="Confirmed")
class ConfirmedSerialiser(serializers.Serializer):
    reference = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    location = serializers.SlugField()
    manage_url = serializers.URLField()
    ics_url = serializers.URLField()
    documents = DocumentSerialiser(many=True, help_text="What to bring.")


@extend_schema_serializer(component_name="RescheduleRequest")
class RescheduleRequestSerialiser(Shape):
    hold = Text(
        max_length=100,
        help_text="The `id` of a hold of yours for the same service and as many people.",
    )


@extend_schema_serializer(component_name="Appointment")
class AppointmentSerialiser(serializers.Serializer):
    reference = serializers.CharField()
    status = serializers.ChoiceField(["booked", "cancelled"])
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    location = serializers.SlugField()
