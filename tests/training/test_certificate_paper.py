"""What is printed: the whole text in Slovene and in Serbian Latin, one tagged page."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from pypdf import PdfReader

from privacy.audit import Actor
from tests.factories.training import AdvancedFactory, VariantFactory
from tests.training.held import held_run
from training.actions.certificates import issue_all
from training.certificate_paper import certificate_page, certificate_pdf
from training.enums import Level, Mode

pytestmark = [pytest.mark.django_db, pytest.mark.req("T13", "T15")]

CLERK = Actor(role="training_coordinator", channel="admin")
ISSUED = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)


@pytest.fixture
def row():
    training = AdvancedFactory(
        name_sl="Oblikovanje storitev: napredna raven",
        name_sr="Обликовање услуга: напредни ниво",
        name_en="Designing services: advanced level",
        bundle__programme__measure__name_sl="Ukrep Primer",
        bundle__programme__measure__name_sr="Мера Пример",
        bundle__programme__name_sl="Program Primer",
        bundle__programme__name_sr="Програм Пример",
    )
    variant = VariantFactory(training=training)
    run = held_run(present=1, absent=0, settled=True, variant=variant)
    (certificate,) = issue_all(run, by=CLERK, at=ISSUED)
    certificate.name = "Žana Šuštar-Primer"
    certificate.save()
    return certificate


def read_back(row):
    return PdfReader(BytesIO(certificate_pdf(row)))


def words(reader):
    return " ".join(reader.pages[0].extract_text().split())


def labels(language):
    """Return our own words on the paper, translated or not: the facts are written out below."""
    with translation.override(language):
        return {
            "academy": _("Administration Academy"),
            "number": _("Number"),
            "title": _("Certificate of completed training"),
            "has": _("has completed the training"),
            "level": _("Level"),
            "advanced": str(Level.ADVANCED.label).capitalize(),
            "hours": _("Pedagogical hours"),
            "when": _("When and how"),
            "live": str(Mode.LIVE.label),
            "remote": str(Mode.REMOTE.label),
            "issued": _("Issued on"),
            "coordinator": _("Coordinator of the trainings"),
            "check": _("Whether it holds can be checked by this code at %(host)s.")
            % {"host": "127.0.0.1:8000"},
            "measure": _("Measure"),
            "programme": _("Programme"),
            "demo": _("This is a demonstration. Nothing in it is real."),
        }


GOLDEN = {
    "sl": (
        "{academy} {number} UA-2026-00001 {title} Žana Šuštar-Primer {has}"
        " Oblikovanje storitev: napredna raven {level} {advanced} {hours} 8 {when}"
        " 8. 12. 2026, 9.00–12.00, {live} 9. 12. 2026, 9.00–12.00, {remote}"
        " {issued} 10. 12. 2026 {coordinator} Koordinatorka Primer {check}"
        " Sofinancirano. {measure}: Ukrep Primer {programme}: Program Primer {demo}"
    ),
    "sr-latn": (
        "{academy} {number} UA-2026-00001 {title} Žana Šuštar-Primer {has}"
        " Oblikovanje usluga: napredni nivo {level} {advanced} {hours} 8 {when}"
        " 8. 12. 2026., 9.00–12.00, {live} 9. 12. 2026., 9.00–12.00, {remote}"
        " {issued} 10. 12. 2026. {coordinator} Koordinatorka Primer {check}"
        " Sufinansirano. {measure}: Mera Primer {programme}: Program Primer {demo}"
    ),
}


@pytest.mark.req("M2")
@pytest.mark.parametrize("language", sorted(GOLDEN))
def test_paper_says_all_of_it_and_nothing_else(row, settings, language):
    settings.BASE_URL = "http://127.0.0.1:8000"
    row.language = language

    text = words(read_back(row))

    assert text == GOLDEN[language].format(**labels(language))
    assert not re.search("[А-я]", text)


def test_paper_of_a_real_portal_is_no_demonstration(row, settings):
    settings.DEMO_MODE = False

    text = words(read_back(row))

    assert labels("sl")["demo"] not in text
    assert text.endswith("Program Primer")


def test_paper_is_one_accessible_sheet(row):
    reader = read_back(row)

    root = reader.trailer["/Root"]
    assert len(reader.pages) == 1
    assert root["/Lang"] == "sl"
    assert root["/MarkInfo"]["/Marked"]
    assert b'pdfuaid:part="1"' in reader.xmp_metadata.stream.get_data()
    assert "UA-2026-00001" in reader.metadata.title
    assert len(alternatives(root["/StructTreeRoot"])) == 2
    assert None not in alternatives(root["/StructTreeRoot"])
    width, height = reader.pages[0].mediabox[2:]
    assert width > height


def alternatives(node):
    """Return the text that stands for each picture, None where there is none."""
    node = node.get_object()
    if isinstance(node, list):
        return [text for child in node for text in alternatives(child)]
    if not hasattr(node, "get"):
        return []
    own = [node.get("/Alt")] if node.get("/S") == "/Figure" else []
    return own + (alternatives(node["/K"]) if "/K" in node else [])


@pytest.mark.parametrize("language", ["sl", "sr", "sr-latn", "en"])
def test_longest_name_and_training_stay_on_one_sheet(row, language):
    row.language = language
    row.name = "Marija Magdalena Primožič-Dolgopriimkova " * 2 + "Ravnikar-Izmišljena Primer"
    row.facts["training"] = dict.fromkeys(("sl", "sr", "en"), "Sodobni pristopi k storitvam " * 6)
    row.facts["statement"] = dict.fromkeys(
        ("sl", "sr", "en"), "Sofinancira jo Evropska unija. " * 9
    )

    reader = read_back(row)

    assert len(reader.pages) == 1
    assert "Primer" in words(reader)


def test_code_leads_to_the_public_page_in_the_language_of_the_paper(row, monkeypatch):
    addresses = []
    monkeypatch.setattr(
        "training.certificate_paper.qr", lambda address, title: addresses.append(address) or ""
    )
    row.language = "sr-latn"

    certificate_page(row)

    assert [address.split("/", 3)[3] for address in addresses] == [
        f"sr-latn/potrdila/{row.public_token()}/"
    ]


def test_name_is_text_and_no_markup(row):
    row.name = "<b>Žana</b> & Primer"

    assert "&lt;b&gt;Žana&lt;/b&gt; &amp; Primer" in certificate_page(row)
