import logging
from datetime import UTC, datetime

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
