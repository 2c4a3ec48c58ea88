"""What a visitor typed is forgotten when their session has run out."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.tasks import forget_old_sessions


@pytest.mark.django_db
@pytest.mark.req("X4")
def test_old_session_is_erased_and_a_live_one_kept():
    keys = []
    for minutes in (-1, 1):
        store = SessionStore()
        store["booking_draft"] = {"typed": {"visitor-0-name": ["Maja Zupan"]}}
        store.set_expiry(timezone.now() + timedelta(minutes=minutes))
        store.save()
        keys.append(store.session_key)

    forget_old_sessions(0)

    assert list(Session.objects.values_list("session_key", flat=True)) == keys[1:]
