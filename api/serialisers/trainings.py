"""What the reads of trainings answer. For the document only: the views write plain data."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from training.enums import Level, Mode, Place, Prior, Stage


class _Next(serializers.Serializer):
    title = serializers.CharField()
    kind = serializers.CharField()
    level = serializers.ChoiceField(Level.choices)
    modes = serializers.ListField(child=serializers.ChoiceField(Mode.choices))
    hours = serializers.IntegerField(help_text="Pedagogical hours.")
    minutes = serializers.IntegerField(help_text="The same by the clock.")
    page_url = serializers.URLField()
    feed_url = serializers.URLField(help_text="Calendar of all runs (iCalendar).")


@extend_schema_serializer(component_name="Course")
class CourseSerialiser(_Next):
    slug = serializers.SlugField()
    code = serializers.CharField()
    measure = serializers.CharField()
    programme = serializers.CharField()
    bundle = serializers.CharField()
    methods = serializers.ListField(child=serializers.SlugField())
    delivery = serializers.CharField(help_text="Its variants in words.")
    prior = serializers.ChoiceField(Prior.choices, help_text="Prior knowledge.")
    prerequisite = serializers.SlugField(
        allow_null=True, help_text="The training to be completed before."
    )
    starts_at = serializers.DateTimeField(
        allow_null=True, help_text="Of the next run; null where none is announced."
    )
    ends_at = serializers.DateTimeField(allow_null=True)
    place = serializers.CharField(allow_null=True)


@extend_schema_serializer(component_name="Session")
class SessionSerialiser(serializers.Serializer):
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    mode = serializers.ChoiceField(Mode.choices)
    place = serializers.CharField()


@extend_schema_serializer(component_name="Run")
class RunSerialiser(_Next):
    id = serializers.IntegerField()
    course = serializers.SlugField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    place = serializers.CharField(help_text="In words; the link to join is never told.")
    place_kind = serializers.ChoiceField(Place.choices)
    stage = serializers.ChoiceField([choice for choice in Stage.choices if choice[0] != "draft"])
    places = serializers.IntegerField()
    free = serializers.IntegerField()
    closes_at = serializers.DateTimeField(allow_null=True, help_text="When enrolment closes.")
    sessions = SessionSerialiser(many=True)
