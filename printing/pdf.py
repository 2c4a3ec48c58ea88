"""Pages to PDF/UA by WeasyPrint, which needs the system's pango (docs/decisions/0012)."""

import functools
from hashlib import blake2b
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.db import connection, transaction

STYLE = "built/paper.css"
VARIANT = "pdf/ua-1"
SECONDS_KEPT = 24 * 3600


class PdfUnavailable(Exception):
    """This machine has no pango; everything but PDF works."""


@functools.cache
def is_available() -> bool:
    """Say whether this machine can make a PDF."""
    try:
        import weasyprint  # noqa: F401 - importing it is the question
    except OSError:  # what the loader of pango raises
        return False
    return True


def pdf(html: str) -> bytes:
    """Return a tagged PDF of a whole page; its style is built/paper.css.

    Nothing is fetched, whatever addresses the page holds. Raises PdfUnavailable.
    """
    if not is_available():
        raise PdfUnavailable
    import weasyprint

    # An empty list of protocols: nothing may be fetched.
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=())
    page = weasyprint.HTML(string=html, url_fetcher=nothing)
    style = weasyprint.CSS(filename=_style())
    made: bytes = page.write_pdf(stylesheets=[style], pdf_variant=VARIANT)
    return made


def kept_pdf(html: str) -> bytes | None:
    """Return the PDF of a page that anybody may ask for, if it was made within a day."""
    kept: bytes | None = cache.get(_key(html))
    return kept


def make_and_keep(html: str) -> bytes:
    """As `pdf`, kept for a day. It takes a second: whoever wants the same one meanwhile waits."""
    with transaction.atomic():
        _take_turn(_key(html))
        made = kept_pdf(html)
        if made is None:
            made = pdf(html)
            cache.set(_key(html), made, SECONDS_KEPT)
    return made


def _key(html: str) -> str:
    return f"pdf:{blake2b(html.encode(), digest_size=16).hexdigest()}"


def _take_turn(key: str) -> None:
    """Let one process at a time on, until its transaction ends, even if it dies."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('printing.pdf'), hashtext(%s))", [key]
        )


def _style() -> str:
    """Return where the style sheet lies, collected or not."""
    found = finders.find(STYLE)
    return str(found or Path(staticfiles_storage.path(STYLE)))
