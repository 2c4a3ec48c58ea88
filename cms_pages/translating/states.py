"""How far each language of a page is, and whose turn it is (M1)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet, Subquery, TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, WorkflowState
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationLog,
)

from accounts.roles import Role
from cms_pages.models import MovedSegment
from languages.codes import SL, SR
from languages.offered import own_name


class State(TextChoices):
    SOURCE = "source", _("original")
    UP_TO_DATE = "up_to_date", _("up to date")
    OUTDATED = "outdated", _("outdated")
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("waiting for approval")
    MISSING = "missing", _("missing")


OPEN = frozenset({State.OUTDATED, State.DRAFT, State.IN_REVIEW, State.MISSING})


@dataclass(frozen=True)
class LanguageState:
    """One language of a page.

    `since` is when its source moved on; `turn` is the role that has to act, None where nobody has.
    """

    locale: Locale
    state: State
    page: Page | None = None
    translation: Translation | None = None
    since: datetime | None = None
    open_texts: int = 0
    turn: Role | None = None

    @property
    def code(self) -> str:
        return str(self.locale.language_code)

    @property
    def name(self) -> str:
        return own_name(self.code)

    @property
    def label(self) -> str:
        return str(State(self.state).label)


def sources() -> QuerySet[Page]:
    """Return the pages that are written here and translated elsewhere: one of each set.

    Slovene, else Serbian, else whichever was first: a page that begins in Serbian is its source.
    """
    order = {SL: 0, SR: 1}
    locales = {locale.pk: locale.language_code for locale in Locale.objects.all()}
    first: dict[UUID, tuple[tuple[int, int], int]] = {}
    rows = Page.objects.filter(depth__gt=1).values_list("pk", "translation_key", "locale_id")
    for pk, key, locale_id in rows:
        rank = (order.get(locales[locale_id], 2), pk)
        if key not in first or rank < first[key][0]:
            first[key] = (rank, pk)
    return Page.objects.filter(pk__in=[pk for _rank, pk in first.values()])


def language_states(pages: Iterable[Page]) -> dict[int, list[LanguageState]]:
    """Return the state of every language for each of `pages`, in a fixed number of queries.

    `pages` are sources; their languages come in the order the locales were made.
    """
    wanted = list(pages)
    keys = {page.translation_key for page in wanted}
    locales = list(Locale.objects.order_by("pk"))
    found = _Found(keys)
    return {page.pk: [found.state(page, locale) for locale in locales] for page in wanted}


class _Found:
    def __init__(self, keys: set[UUID]) -> None:
        pages = Page.objects.filter(translation_key__in=keys).select_related("locale")
        self.pages = {(page.translation_key, page.locale_id): page for page in pages}
        self.translations = {
            (row.source.object_id, row.target_locale_id): row for row in _translations(keys)
        }
        self.turns = _turns([page.pk for page in self.pages.values()])

    def state(self, source: Page, locale: Locale) -> LanguageState:
        key = (source.translation_key, locale.pk)
        page, translation = self.pages.get(key), self.translations.get(key)
        facts: dict[str, Any] = {"locale": locale, "page": page, "translation": translation}
        turn = self.turns.get(page.pk) if page else None
        if page is None or page.alias_of_id:
            return LanguageState(state=State.MISSING, turn=Role.EDITOR, **facts)
        if turn is not None:
            return LanguageState(state=State.IN_REVIEW, turn=turn, **facts)
        if locale.pk != source.locale_id and translation is not None:
            waiting, since = translation.untranslated or 0, translation.moved_since
            if since or (waiting and page.live):
                since = since or translation.source.last_updated_at
                texts = waiting or translation.moved_texts
                return LanguageState(
                    state=State.OUTDATED, since=since, open_texts=texts, turn=Role.EDITOR, **facts
                )
        if not page.live or page.has_unpublished_changes or _is_unsaved(translation):
            return LanguageState(state=State.DRAFT, turn=Role.EDITOR, **facts)
        is_source = locale.pk == source.locale_id
        return LanguageState(state=State.SOURCE if is_source else State.UP_TO_DATE, **facts)


def _is_unsaved(translation: Translation | None) -> bool:
    """Say whether texts were translated after the page was last made of them."""
    if translation is None or translation.written_at is None or translation.saved_at is None:
        return False
    return bool(translation.written_at > translation.saved_at)


def _translations(keys: set[UUID]) -> QuerySet[Translation]:
    translated = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale=OuterRef(OuterRef("target_locale")),
        has_error=False,
    )
    untranslated = (
        StringSegment.objects.filter(~Exists(translated), source=OuterRef("source"))
        .order_by()
        .values("source")
        .annotate(number=Count("pk"))
        .values("number")
    )
    moved = (
        MovedSegment.objects.filter(translation=OuterRef("pk"))
        .awaiting()
        .order_by()
        .values("translation")
    )
    written = (
        StringTranslation.objects.filter(
            context__object=OuterRef("source__object"), locale=OuterRef("target_locale")
        )
        .order_by()
        .values("locale")
        .annotate(last=Max("updated_at"))
        .values("last")
    )
    saved = (
        TranslationLog.objects.filter(source=OuterRef("source"), locale=OuterRef("target_locale"))
        .order_by()
        .values("locale")
        .annotate(last=Max("created_at"))
        .values("last")
    )
    return (
        Translation.objects.filter(source__object__in=keys, enabled=True)
        .select_related("source", "target_locale")
        .annotate(
            untranslated=Subquery(untranslated),
            moved_since=Subquery(moved.annotate(first=Min("moved_at")).values("first")),
            moved_texts=Subquery(moved.annotate(number=Count("pk")).values("number")),
            written_at=Subquery(written),
            saved_at=Subquery(saved),
        )
    )


def _turns(pages: list[int]) -> dict[int, Role]:
    """Return whose turn it is for every page that is on its way through an approval."""
    states = (
        WorkflowState.objects.active()
        .filter(
            base_content_type=ContentType.objects.get_for_model(Page),
            object_id__in=[str(pk) for pk in pages],
        )
        .values_list("object_id", "status", "current_task_state__task__languageapproval__role")
    )
    found: dict[int, Role] = defaultdict(lambda: Role.EDITOR)
    for object_id, status, role in states:
        needs_changes = status == WorkflowState.STATUS_NEEDS_CHANGES
        found[int(object_id)] = Role(role) if role and not needs_changes else Role.EDITOR
    return found
