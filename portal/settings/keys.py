"""Secrets of a demonstration or test: drawn once per data folder, readable by their owner only."""

import json
import os
import secrets
from pathlib import Path


def local_keys(var: Path) -> dict[str, str]:
    """Return the keys kept in `var/keys.json`, drawing them on the first call.

    Two processes that start together agree: the file is created exclusively, and the loser reads
    what the winner wrote.
    """
    var.mkdir(parents=True, exist_ok=True)
    path = var / "keys.json"
    if not path.exists():
        draft = var / f"keys.{os.getpid()}.{secrets.token_hex(4)}"
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
            json.dump(
                {"secret": secrets.token_urlsafe(50), "token": secrets.token_urlsafe(50)}, out
            )
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return json.loads(path.read_text())
