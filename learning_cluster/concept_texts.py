"""The sections of a concept: what the template asks, what a version says (L7, L11)."""

from collections.abc import Sequence
from dataclasses import dataclass

from learning_cluster.enums import TemplateKind
from learning_cluster.models import DocumentVersion, TemplateSection
from learning_cluster.plan_text import PLAN


@dataclass(frozen=True)
class Section:
    """A section of one version: its slug, its name and its text, as they were written."""

    slug: str
    name: str
    text: str


def concept_template() -> list[TemplateSection]:
    """Return the sections of the concept's template, in order."""
    rows = TemplateSection.objects.filter(template=TemplateKind.CONCEPT)
    return list(rows.order_by("order", "pk"))


def sections_of(
    version: DocumentVersion | None, template: Sequence[TemplateSection]
) -> list[Section]:
    """Return the sections of a version as the template orders them; without one, empty ones.

    Texts of sections that the template has no longer come last, under their slug.
    """
    texts = version.texts if version else {}
    known = [Section(one.slug, one.name, texts.get(one.slug, "")) for one in template]
    slugs = {one.slug for one in template} | {PLAN}
    return known + [Section(slug, slug, texts[slug]) for slug in texts if slug not in slugs]
