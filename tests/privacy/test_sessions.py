"""What a visitor typed but never sent does not stay (B72)."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from privacy.tasks import clear_sessions


@pytest.mark.django_db
@pytest.mark.req("B72")
def test_clear_sessions_erases_expired_ones_only():
    for name in ("old", "new"):
        session = SessionStore()
        session["name"] = name
        session.save()
        if name == "old":
            yesterday = timezone.now() - timedelta(days=1)
            Session.objects.filter(pk=session.session_key).update(expire_date=yesterday)

    clear_sessions(timestamp=0)

    assert [row.get_decoded()["name"] for row in Session.objects.all()] == ["new"]
