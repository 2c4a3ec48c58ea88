"""The six templates have their sections in three languages, each in its script (L7)."""

import re

import pytest

from learning_cluster.enums import TemplateKind
from learning_cluster.models import TemplateSection
from learning_cluster.sections import missing_sections, sections_of
from tests.factories.learning_cluster import DocumentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("L7")]


@pytest.mark.parametrize("template", TemplateKind)
def test_template_has_sections_with_guidance_in_every_language(template):
    sections = sections_of(template)

    assert len(sections) >= 4
    assert any(one.is_required for one in sections)
    for one in sections:
        texts = [getattr(one, f"{name}_{code}") for name in ("name", "guidance") for code in CODES]
        assert all(texts)
        assert not re.search("[a-zA-Z]", one.name_sr + one.guidance_sr)
        assert not re.search("[а-яА-Я]", one.name_sl + one.guidance_sl + one.guidance_en)


CODES = ("sr", "sl", "en")


def test_required_sections_without_a_text_are_missing():
    document = DocumentFactory(template=TemplateKind.AGENDA)
    first, *rest = [one for one in sections_of(document.template) if one.is_required]

    document.versions.create(
        number=1, texts={first.slug: "Текст", rest[0].slug: "  "}, saved_at=document.created_at
    )

    assert missing_sections(document) == rest
    assert TemplateSection.objects.filter(template=TemplateKind.AGENDA, is_required=False).exists()
