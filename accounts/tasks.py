"""Jobs of accounts, run by the procrastinate worker."""

from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate.contrib.django import app


@app.periodic(cron="*/10 * * * *")
@app.task(name="accounts.forget_old_sessions", queueing_lock="accounts.forget_old_sessions")
def forget_old_sessions(timestamp: int) -> None:
    """Erase sessions that have run out: an abandoned booking left names and needs in its own."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
