"""The pages of trainings in the demonstration, in all four languages.

Creates what is missing and leaves every existing page as its editors made it.
"""

import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import override
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms_pages.demo_bodies import stream
from cms_pages.demo_translations import keep_translations
from cms_pages.enums import StatementKind
from cms_pages.models import HomePage, StatementPage, TrainingIndexPage, TrainingPage
from languages.offered import offered
from languages.translated import pick
from training.models import Training

Row = dict[str, Any]

FILE = Path(__file__).parent / "demo_texts" / "trainings.yaml"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "okence:training-pages")


def make_training_pages(*, at: datetime) -> dict[str, int]:
    """Make every missing page below each language's home, live since `at`; return how many."""
    texts = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    before = Page.objects.count()
    with transaction.atomic(), disable_reference_index_auto_update():
        for code in offered():
            with override(code):
                _make_tree(code, texts, at)
        keep_translations()
    return {"training_pages": Page.objects.count() - before}


def _make_tree(code: str, texts: Row, at: datetime) -> None:
    home = HomePage.objects.get(locale__language_code=code)
    index = _ensure(home, TrainingIndexPage(**_prose(texts["index"], code)), at)
    guidelines = _prose(texts["guidelines"], code)
    _ensure(index, StatementPage(kind=StatementKind.GUIDELINES, **guidelines), at)
    for row in texts["trainings"]:
        training = Training.objects.filter(slug=row["slug"]).first()
        if training is not None:
            body = stream(row["blocks"], code, f"usposabljanja/{row['slug']}", {})
            page = TrainingPage(training=training, locale=index.locale, body=body)
            page.take_name()
            _ensure(index, page, at)


def _ensure(parent: Page, page: Any, at: datetime) -> Any:
    """Return the stored page of that slug below `parent`, or store the one given, live."""
    stored = type(page).objects.child_of(parent).filter(slug=page.slug).first()
    if stored is not None:
        return stored
    page.locale = parent.locale
    if not isinstance(page, TrainingPage):  # its key is that of its training
        page.translation_key = uuid.uuid5(_NAMESPACE, page.slug)
    page.live = True
    page.first_published_at = page.last_published_at = page.latest_revision_created_at = at
    page.draft_title = page.title
    return parent.add_child(instance=page)


def _prose(row: Row, code: str) -> Row:
    return {
        "slug": row["slug"],
        "title": pick(row["title"], code),
        "lead": pick(row["lead"], code),
        "body": stream(row["blocks"], code, row["slug"], {}),
    }
