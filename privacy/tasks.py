import logging
from datetime import UTC, datetime

from django.core.management import call_command
from procrastinate.contrib.django import app

from privacy.seals import seal

logger = logging.getLogger(__name__)


@app.periodic(cron="*/5 * * * *")
@app.task(name="privacy.seal_audit_trail", queueing_lock="privacy.seal_audit_trail")
def seal_audit_trail(timestamp: int) -> None:
    """Seal the audit trail every five minutes (X3); `timestamp` is the run's Unix time."""
    made = seal(datetime.fromtimestamp(timestamp, UTC))
    if made:
        logger.info("audit trail sealed up to %s: %s", made.last_entry_id, made.digest)


@app.periodic(cron="37 * * * *")
@app.task(name="privacy.clear_sessions", queueing_lock="privacy.clear_sessions")
def clear_sessions(timestamp: int) -> None:
    """Erase expired sessions every hour: they hold what somebody typed but never sent (B72)."""
    call_command("clearsessions")
