"""Two versions of a concept side by side (L11)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from languages.translated import in_script
from learning_cluster.concept_texts import Section, sections_of
from learning_cluster.differences import Pair, differences
from learning_cluster.models import DocumentVersion, TemplateSection
from learning_cluster.plan_text import PLAN


@dataclass(frozen=True)
class Compared:
    """A section in both versions; `pairs` are its paragraphs, none where it is empty in both."""

    slug: str
    name: str
    pairs: list[Pair]

    @property
    def is_changed(self) -> bool:
        return any(not pair.is_kept for pair in self.pairs)


def compared(
    older: DocumentVersion, newer: DocumentVersion, template: Sequence[TemplateSection]
) -> list[Compared]:
    """Return every section of both versions, in the reader's script, and the action plan last.

    The plan is left out where one of the versions was saved without it.
    """
    names = {
        one.slug: one for one in [*sections_of(newer, template), *sections_of(older, template)]
    }
    sides = [
        (one, older.texts.get(slug, ""), newer.texts.get(slug, "")) for slug, one in names.items()
    ]
    if PLAN in older.texts and PLAN in newer.texts:
        plan = Section(PLAN, _("Steps of the action plan"), "")
        sides.append((plan, older.texts[PLAN], newer.texts[PLAN]))
    return [
        Compared(one.slug, one.name, differences(in_script(before), in_script(after)))
        for one, before, after in sides
    ]
