"""What the read of cluster events answers. For the document only: the views write plain data."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from learning_cluster.enums import EventKind, EventState


@extend_schema_serializer(component_name="Event")
class EventSerialiser(serializers.Serializer):
    id = serializers.IntegerField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(EventKind.choices)
    cluster = serializers.SlugField()
    state = serializers.ChoiceField(
        [choice for choice in EventState.choices if choice[0] != EventState.PLANNED]
    )
    starts_at = serializers.DateTimeField(help_text="With the offset of the cluster's zone.")
    ends_at = serializers.DateTimeField()
    place = serializers.CharField(help_text="In words; the link to join is never told.")
    page_url = serializers.URLField()
    feed_url = serializers.URLField(help_text="Calendar of the cluster's events (iCalendar).")
