"""A document on paper, in the shape of its template and in the reader's script (L7)."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import SR, html_lang
from languages.dates import short_date
from languages.translated import in_script
from languages.transliteration import to_latin
from learning_cluster.enums import TemplateKind
from learning_cluster.models import Concept, Document, DocumentVersion, Footnote, TemplateSection
from learning_cluster.prose import blocks
from learning_cluster.sections import sections_of, written
from printing.text_paper import Block, Part, Table, TextPaper


def paper_of(document: Document, version: DocumentVersion) -> TextPaper:
    """Return the paper of one version of a document, in the active language.

    Headings are the template's; what people wrote in Serbian stands in the reader's script.
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
    said = [document.subject, *texts.values()]
    return TextPaper(
        title=capfirst(document.get_template_display()),
        subtitle=document.subject,
        language=html_lang(get_language() or SR),
        facts=_facts(document, version),
        parts=parts,
        foot=footnotes_of(said),
        empty=_("Still to be written."),
    )


def _untold(section: TemplateSection) -> list[Block]:
    """Return what stands in an optional section without a text; a required one waits for it."""
    return [] if section.is_required else [Block([_("Nothing to report.")])]


def as_page(paper: TextPaper) -> str:
    """Return the paper as a page of its own, for PDF."""
    return render_to_string("learning_cluster/paper/document.html", {"paper": paper})


def footnotes_of(texts: Iterable[str]) -> list[str]:
    """Return the mandatory footnotes of the names that the texts show, in whatever case (L1)."""
    said = to_latin("\n".join(texts))
    return [
        one.text if one.text.startswith("*") else f"{one.mark}: {one.text}"
        for one in Footnote.objects.all()
        if any(_names(mark, said) for mark in {one.mark_sr, one.mark_sl, one.mark_en})
    ]


def _names(mark: str, said: str) -> bool:
    """Say whether a text in Latin names what bears the mark; its last letters may be inflected."""
    stem = to_latin(mark).strip().rstrip("*").rstrip("aeiou")
    return bool(stem) and bool(re.search(rf"\b{re.escape(stem)}\w{{0,2}}\b", said, re.IGNORECASE))


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
