"""A document on paper, in the shape of its template and in the reader's script (L7)."""

from collections.abc import Sequence
from datetime import date

from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import SR, html_lang
from languages.dates import short_date
from languages.translated import in_script
from learning_cluster.enums import TemplateKind
from learning_cluster.models import Concept, Document, DocumentVersion, TemplateSection
from learning_cluster.prose import blocks
from learning_cluster.sections import sections_of, written
from learning_cluster.signing import signed_paper
from printing.text_paper import Block, Part, Table, TextPaper


def paper_of(document: Document, version: DocumentVersion) -> TextPaper:
    """Return the paper of one version of a document, in the active language.

    Headings are the template's; what people wrote in Serbian stands in the reader's script. Names
    that must carry a sign do, with their notes at the foot (L1).
    """
    texts = {slug: in_script(text) for slug, text in version.texts.items()}
    tables = _tables_of(document)
    parts = [
        Part(
            one.section.name,
            blocks(one.text) or _untold(one.section),
            tables.get(one.section.slug, ()),
        )
        for one in written(sections_of(document.template), texts)
    ]
    paper = TextPaper(
        title=capfirst(document.get_template_display()),
        subtitle=document.subject,
        language=html_lang(get_language() or SR),
        facts=_facts(document, version),
        parts=parts,
        empty=_("Still to be written."),
    )
    return signed_paper(paper)


def _untold(section: TemplateSection) -> list[Block]:
    """Return what stands in an optional section without a text; a required one waits for it."""
    return [] if section.is_required else [Block([_("Nothing to report.")])]


def as_page(paper: TextPaper) -> str:
    """Return the paper as a page of its own, for PDF."""
    return render_to_string("learning_cluster/paper/document.html", {"paper": paper})


def _facts(document: Document, version: DocumentVersion) -> list[tuple[str, str]]:
    zone, language = document.cluster.tz, get_language() or SR
    saved = short_date(version.saved_at.astimezone(zone).date(), language)
    facts = [
        (_("Project"), document.cluster.project.name),
        (_("Learning cluster"), document.cluster.name),
        (_("Host association"), in_script(document.cluster.host)),
        (_("Version"), f"{version.number}, {saved}, {in_script(version.author_name)}"),
        (_("State"), capfirst(document.get_state_display())),
    ]
    if document.approved_at:
        on = short_date(document.approved_at.astimezone(zone).date(), language)
        facts.append((_("Approved by"), f"{in_script(document.approved_name)}, {on}"))
    return facts


def _tables_of(document: Document) -> dict[str, Sequence[Table]]:
    """Return the rows a concept keeps beside its texts, by the section they belong to (L11)."""
    if document.template != TemplateKind.CONCEPT:
        return {}
    concept = Concept.objects.filter(document=document).first()
    if concept is None:
        return {}
    findings = [[in_script(one.text), in_script(one.source)] for one in concept.findings.all()]
    actions = [
        [
            in_script(one.action),
            in_script(one.who),
            _days(one.starts_on, one.ends_on),
            f"{one.cost:.2f}".replace(".", ",") if one.cost is not None else "",
        ]
        for one in concept.actions.all()
    ]
    found = Table(_("Findings of social mapping"), [_("Finding"), _("Source")], findings)
    headings = [_("Action"), _("Who does it"), _("When"), _("Cost in KM")]
    planned = Table(_("Lines of the action plan"), headings, actions)
    return {
        **({"situation": [found]} if findings else {}),
        **({"actions": [planned]} if actions else {}),
    }


def _days(starts: date | None, ends: date | None) -> str:
    language = get_language() or SR
    return " – ".join(short_date(day, language) for day in (starts, ends) if day)
