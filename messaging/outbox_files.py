"""Messages as files, for the demonstration: whole or not at all, in order of time."""

import os
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings


def write(suffix: str, content: bytes) -> Path:
    """Write `content` to a new file of settings.OUTBOX_DIR, readable by its owner, and return it.

    The name is the UTC time to the microsecond, so files sort as they were sent.
    """
    folder = Path(settings.OUTBOX_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f".draft-{os.getpid()}-{os.urandom(4).hex()}"
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
        out.write(content)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}-{os.urandom(4).hex()}{suffix}"
    return draft.rename(folder / name)
