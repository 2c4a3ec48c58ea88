"""Pages to PDF/UA by WeasyPrint, which needs the system's pango (docs/decisions/0012)."""

import functools
from hashlib import blake2b
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache

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


def kept_pdf(html: str) -> bytes:
    """As `pdf`, of a page that anybody may ask for: drawing takes a second, so once a day does."""
    key = f"pdf:{blake2b(html.encode(), digest_size=16).hexdigest()}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = pdf(html)
        cache.set(key, kept, SECONDS_KEPT)
    return kept


def _style() -> str:
    """Return where the style sheet lies, collected or not."""
    found = finders.find(STYLE)
    return str(found or Path(staticfiles_storage.path(STYLE)))
