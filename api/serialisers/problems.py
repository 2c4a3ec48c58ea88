from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.serialisers.reads import SlotAtSerialiser


@extend_schema_serializer(component_name="FieldError")
class FieldErrorSerialiser(serializers.Serializer):
    field = serializers.CharField(
        allow_blank=True, help_text="Dotted name of a field, or a parameter; empty for the body."
    )
    message = serializers.CharField()


@extend_schema_serializer(component_name="Problem")
class ProblemSerialiser(serializers.Serializer):
    """Problem details after RFC 9457, in the caller's language."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="For machines; it never changes with the language.")
    detail = serializers.CharField()
    # The metaclass takes fields out of the class: the serialiser's own `errors` is not hidden.
    errors = FieldErrorSerialiser(many=True, required=False)  # type: ignore[assignment]  # errors is a property of its base
    nearest = SlotAtSerialiser(
        many=True, required=False, help_text="Free times close to the one that is taken."
    )
