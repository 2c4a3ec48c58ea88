"""The sections of a document: what its template asks for and what its texts say (L7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from learning_cluster.errors import ClusterError
from learning_cluster.models import Document, TemplateSection


@dataclass(frozen=True)
class Written:
    """A section with its text as it was typed; "" where nothing was."""

    section: TemplateSection
    text: str


def sections_of(template: str) -> list[TemplateSection]:
    """Return the sections of a template in their order; one query."""
    return list(TemplateSection.objects.filter(template=template))


def written(sections: Sequence[TemplateSection], texts: Mapping[str, str]) -> list[Written]:
    return [Written(one, texts.get(one.slug, "")) for one in sections]


def missing_sections(document: Document) -> list[TemplateSection]:
    """Return the required sections that the newest version leaves empty; two queries."""
    newest = document.newest
    texts = newest.texts if newest else {}
    return [
        one
        for one in sections_of(document.template)
        if one.is_required and not texts.get(one.slug, "").strip()
    ]


def check_whole(document: Document) -> None:
    """Raise ClusterError "incomplete" where the newest version leaves a required section empty."""
    if missing := missing_sections(document):
        names = ", ".join(one.name for one in missing)
        text = _("Write these sections first: %(names)s.") % {"names": names}
        raise ClusterError("incomplete", text)
