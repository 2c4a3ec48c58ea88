"""The programme's pages in the demonstration, in all four languages.

Creates what is missing and leaves every existing page as its editors made it.
"""

import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import override
from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms_pages.demo_bodies import stream
from cms_pages.demo_translations import keep_translations
from cms_pages.models import (
    ChallengeIndexPage,
    ChallengePage,
    CommunityPage,
    GoodPracticeIndexPage,
    GoodPracticePage,
    HomePage,
    ProgrammePage,
    ProjectGroupPage,
)
from languages.codes import CODES
from languages.translated import pick
from programme.models import Challenge, GoodPractice, Operation

Row = dict[str, Any]

FOLDER = Path(__file__).parent / "demo_texts"
ROWS = FOLDER.parent.parent / "programme" / "demo_texts" / "programme.yaml"
PARTS = ("body", "prototype", "users_involved", "result")
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "okence:programme-pages")


def make_programme_pages(*, at: datetime) -> dict[str, int]:
    """Make every missing page below each language's home, live since `at`; return how many."""
    texts = yaml.safe_load((FOLDER / "programme.yaml").read_text(encoding="utf-8"))
    practices = yaml.safe_load(ROWS.read_text(encoding="utf-8"))["practices"]
    before = Page.objects.count()
    with transaction.atomic(), disable_reference_index_auto_update():
        for code in CODES:
            with override(code):
                _make_tree(code, texts, practices, at)
        keep_translations()
    return {"programme_pages": Page.objects.count() - before}


def _make_tree(code: str, texts: Row, practices: list[Row], at: datetime) -> None:
    home = HomePage.objects.get(locale__language_code=code)
    operation = Operation.objects.get(slug=texts["programme"]["slug"])
    top = _ensure(home, ProgrammePage(operation=operation, **_prose(texts["programme"], code)), at)
    project = operation.projects.get(slug=operation.slug)
    _ensure(top, ProjectGroupPage(project=project, **_prose(texts["group"], code)), at)
    cases = _ensure(top, ChallengeIndexPage(**_prose(texts["challenges"], code)), at)
    library = _ensure(top, GoodPracticeIndexPage(**_prose(texts["library"], code)), at)
    _ensure(top, CommunityPage(**_prose(texts["community"], code)), at)
    for row in texts["cases"]:
        challenge = Challenge.objects.filter(title=row["challenge"]).first()
        if challenge is not None:
            _ensure(cases, _case(row, challenge, code), at)
    for row in practices:
        practice = GoodPractice.objects.filter(slug=row["slug"]).first()
        if practice is not None:
            _ensure(library, _practice(row, practice, library.locale, code), at)


def _ensure(parent: Page, page: Any, at: datetime) -> Any:
    """Return the stored page of that slug below `parent`, or store the one given, live."""
    stored = type(page).objects.child_of(parent).filter(slug=page.slug).first()
    if stored is not None:
        return stored
    page.locale = parent.locale
    if not isinstance(page, GoodPracticePage):  # its key is that of its practice
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


def _case(row: Row, challenge: Challenge, code: str) -> ChallengePage:
    parts = {
        part: stream([{"text": row[part]}], code, f"{row['slug']}:{part}", {}) for part in PARTS
    }
    titles = {"title": pick(row["title"], code), "lead": pick(row["lead"], code)}
    return ChallengePage(slug=row["slug"], challenge=challenge, **titles, **parts)


def _practice(row: Row, practice: GoodPractice, locale: Locale, code: str) -> GoodPracticePage:
    story = {language: f"<p>{text}</p>" for language, text in row["text"].items()}
    body = stream([{"text": story}], code, row["slug"], {})
    page = GoodPracticePage(practice=practice, locale=locale, body=body)
    page.take_name()
    return page
