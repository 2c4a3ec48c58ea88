"""How often an address asked for what is behind a wrong token; one count for all processes."""

from django.http import HttpRequest

from accounts.attempts import Attempts

LIMIT = 30
PERIOD = 600  # seconds


def has_missed_often(request: HttpRequest, *, of: str = "manage") -> bool:
    """Say whether whoever asks has guessed too often; `of` is what was guessed at."""
    return _misses(of).are_too_many(request)


def note_miss(request: HttpRequest, *, of: str = "manage") -> None:
    _misses(of).note(request)


def _misses(of: str) -> Attempts:
    return Attempts(f"{of}-misses", limit=LIMIT, seconds=PERIOD)
