"""A certificate on paper: one sheet, with a code that leads to its public page (T13, T15)."""

from pathlib import Path
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from languages.codes import html_lang
from printing.pdf import pdf
from training.certificate_facts import read
from training.models import Certificate

EMBLEM = "portal/eu-emblem.svg"
# From so many letters on a name or title is set smaller, so that it stays on its line.
LONG, LONGER = 34, 70


def certificate_page(certificate: Certificate) -> str:
    """Return the sheet as a whole page in the certificate's language."""
    with override(certificate.language):
        facts = read(certificate)
        address = settings.BASE_URL.rstrip("/") + certificate.public_path()
        context = {
            "certificate": certificate,
            "facts": facts,
            "name_size": _size(certificate.name),
            "training_size": _size(facts.training),
            "html_lang": html_lang(certificate.language),
            "host": urlsplit(address).netloc,
            "code": qr(address, _("QR code of the public page of this certificate")),
            "emblem": _emblem(_("Emblem of the European Union")),
            "zone": settings.TIME_ZONE,
        }
        return render_to_string("training/paper/certificate.html", context)


def certificate_pdf(certificate: Certificate) -> bytes:
    """Return the certificate as PDF/UA; it names somebody, so it is kept nowhere.

    Raises PdfUnavailable.
    """
    return pdf(certificate_page(certificate))


def file_name(certificate: Certificate) -> str:
    return f"potrdilo-{certificate.full_number}.pdf"


def qr(address: str, title: str) -> SafeString:
    """Return the QR code of an address as SVG, level M: it survives a scratch.

    `title` is what is read aloud: WeasyPrint takes it for the text that PDF/UA asks for.
    """
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        title=title, omitsize=True, svgclass="code", lineclass=None, border=4, unit=""
    )
    return mark_safe(drawn)  # noqa: S308 - drawn here; segno escapes the title


def _emblem(title: str) -> SafeString:
    """Return the drawing itself, with a title as above: paper fetches nothing."""
    found = finders.find(EMBLEM) or staticfiles_storage.path(EMBLEM)
    opening, end, drawing = Path(str(found)).read_text("utf-8").partition(">")
    text = f"{opening}{end}<title>{escape(title)}</title>{drawing}"
    return mark_safe(text)  # noqa: S308 - a file of ours


def _size(text: str) -> str:
    if len(text) > LONGER:
        return "longer"
    return "long" if len(text) > LONG else ""
