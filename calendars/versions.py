"""Which version of a feed stands now, without writing it (I1).

A feed's bytes follow from its entries, the texts and the code that writes them; the version names
all of these, so it may stand for the bytes.
"""

import inspect
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import to_locale

from calendars.feeds import Feed


def feed_version(feed: Feed, *, at: datetime, language: str) -> str | None:
    """Return 32 hexadecimal digits that name the bytes at `at`; None if the feed cannot say."""
    with translation.override(language):
        own = feed.version(at)
        if own is None:
            return None
        facts = [own, feed.title(), feed.zone.key, feed.color, feed.refresh, feed.is_public]
    facts += [at.astimezone(UTC).year, language, settings.BASE_URL, settings.MESSAGE_ID_DOMAIN]
    return named("\n".join(map(str, [*facts, _writer(type(feed), language)])).encode())


def named(content: bytes) -> str:
    """Return the name of these bytes: 128 bits of their BLAKE2 hash in hexadecimal."""
    return blake2b(content, digest_size=16).hexdigest()


@lru_cache(maxsize=256)
def _writer(kind: type[Feed], language: str) -> str:
    """Return what names the code and the translations: a release may write the same rows anew."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    files += [Path(path) for one in kind.__mro__ if (path := _source(one))]
    locale = to_locale(language)
    files += [
        Path(folder) / locale / "LC_MESSAGES" / "django.mo" for folder in settings.LOCALE_PATHS
    ]
    content = b"".join(file.read_bytes() for file in files if file.is_file())
    return named(content + version("icalendar").encode() + version("tzdata").encode())


def _source(kind: type) -> str | None:
    try:
        return inspect.getsourcefile(kind)
    except (TypeError, OSError):
        return None
