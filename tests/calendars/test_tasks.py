"""The nightly tidying of what was noted about feeds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from calendars.models import FeedState
from calendars.tasks import KEPT, forget_old_states


@pytest.mark.django_db
def test_old_states_are_forgotten_and_new_ones_kept():
    now = timezone.now()
    FeedState.objects.date_of("old sl", "a", at=now - KEPT - timedelta(days=1))
    FeedState.objects.date_of("new sl", "a", at=now)

    forget_old_states(timestamp=0)

    assert [one.feed for one in FeedState.objects.all()] == ["new sl"]
