"""What follows when a page is published: its translations are flagged, its Latin derived (M1, M2).

Publishing a source publishes no translation, but for Serbian Latin, which nobody writes: it goes
live with its Cyrillic page, unless an editor's own Latin text stands where the Cyrillic has moved.
"""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from cms_pages.models import MovedSegment
from cms_pages.translating.drafts import save_draft
from cms_pages.translating.pairing import pair
from languages.codes import SR, SR_LATN
from languages.transliteration import to_latin

TOOL = "cyrtranslit"

Texts = dict[int, dict[str, int]]  # by context, the key of each text


@transaction.atomic
def follow(page: Page, *, at: datetime) -> None:
    """Compare what was translated with the page as published, and note what moved.

    Idempotent. A page that is no source of a translation is left alone, but a Cyrillic one becomes
    the source of its Latin.
    """
    source = TranslationSource.objects.get_for_instance_or_none(page)
    if page.locale.language_code == SR:
        source = source or TranslationSource.get_or_create_from_instance(page)[0]
    if source is None:
        return
    before = _texts(source)
    source.update_from_db()
    after = _texts(source)
    for translation in source.translations.filter(enabled=True).select_related("target_locale"):
        _note(translation, before, after, at=at)
    if page.locale.language_code == SR:
        derive_latin(page, source, at=at)


@transaction.atomic
def derive_latin(page: Page, source: TranslationSource, *, at: datetime) -> None:
    """Write the Latin of a Cyrillic page; live where that one is live and nothing is flagged."""
    locale = Locale.objects.filter(language_code=SR_LATN).first()
    if locale is None:
        return
    _derive_parents(page, locale, at=at)
    translation, _created = Translation.objects.get_or_create(
        source=source, target_locale=locale, defaults={"enabled": True}
    )
    if not translation.enabled:
        return
    _keep_overrides(translation, at=at)
    _fill(translation)
    is_flagged = MovedSegment.objects.filter(translation=translation).awaiting().exists()
    if page.live and not is_flagged:
        _share_slug(page)
        translation.save_target(publish=True)
    else:
        save_draft(translation)


def withdraw_latin(page: Page) -> None:
    """Take the Latin of a Cyrillic page that is no longer live offline with it."""
    for latin in latin_of(page).live():
        latin.specific.unpublish()


def latin_of(page: Page) -> PageQuerySet:
    """Return the Latin page of a Cyrillic one, as a queryset; empty for any other."""
    if page.locale.language_code != SR:
        return Page.objects.none()
    return Page.objects.filter(translation_key=page.translation_key, locale__language_code=SR_LATN)


def move_latin(page: Page) -> None:
    """Put the Latin of a Cyrillic page below the Latin of that one's parent, where there is one."""
    for latin in latin_of(page):
        parent = latin_of(page.get_parent().specific).first()
        if parent is not None and latin.get_parent() != parent:
            latin.specific.move(parent, pos="last-child")


def _share_slug(page: Page) -> None:
    """Give the Latin page the address of its Cyrillic one; first pages lie side by side."""
    for latin in latin_of(page).exclude(slug=page.slug).filter(depth__gt=2):
        own = latin.specific
        own.slug = find_available_slug(own.get_parent(), page.slug, ignore_page_id=own.pk)
        own.save()


def _derive_parents(page: Page, locale: Locale, *, at: datetime) -> None:
    """Derive what the page lies below first: else its parents would be copied in Cyrillic."""
    parent = page.get_parent().specific
    if parent.locale.language_code == SR and not parent.has_translation(locale):
        derive_latin(parent, TranslationSource.get_or_create_from_instance(parent)[0], at=at)


def _texts(source: TranslationSource) -> Texts:
    found: Texts = defaultdict(dict)
    segments = StringSegment.objects.filter(source=source).select_related("string")
    for segment in segments.order_by("order", "pk"):
        found[segment.context_id][segment.string.data] = segment.string_id
    return found


def _note(translation: Translation, before: Texts, after: Texts, *, at: datetime) -> None:
    """Keep one row for each text that moved; what moved before and again keeps its first text."""
    awaiting = {
        (row.context_id, row.string_id): row
        for row in MovedSegment.objects.filter(translation=translation).awaiting()
    }
    kept = []
    for context in before.keys() | after.keys():
        old, new = before.get(context, {}), after.get(context, {})
        for was, now in pair(list(old), list(new)):
            earlier = awaiting.get((context, old.get(was))) if was else None
            first = earlier.was if earlier else was
            if first == now or (not first and not now):
                continue
            kept.append(
                MovedSegment(
                    translation=translation,
                    context_id=context,
                    string_id=new.get(now),
                    was=first,
                    moved_at=earlier.moved_at if earlier else at,
                )
            )
    rows = MovedSegment.objects.filter(translation=translation)
    current = {key for texts in after.values() for key in texts.values()}
    rows.exclude(string__isnull=True).exclude(string__in=current).delete()
    for row in kept:
        same = rows.filter(context_id=row.context_id)
        if row.string_id is None:
            same = same.filter(string__isnull=True, was=row.was)
        elif _is_translated(translation, row.context_id, row.string_id):
            continue
        else:
            same = same.filter(string_id=row.string_id)
        same.delete()
        row.save(force_insert=True)


def _is_translated(translation: Translation, context: int, string: int) -> bool:
    """Say whether the text has moved back to one that was translated before."""
    return StringTranslation.objects.filter(
        translation_of=string,
        context=context,
        locale=translation.target_locale_id,
        has_error=False,
    ).exists()


def _keep_overrides(translation: Translation, *, at: datetime) -> None:
    """Put an editor's Latin text in the place of the Cyrillic that moved from under it.

    It is dated to the move, so it stays flagged until an editor saves it anew. Of a text no editor
    wrote nothing is kept: it is derived again, and there is nothing to flag.
    """
    rows = MovedSegment.objects.filter(translation=translation).awaiting()
    for row in rows.select_related("string"):
        own = _override(translation, row)
        if row.string_id is None or own is None:
            row.delete()
            continue
        kept, created = StringTranslation.objects.get_or_create(
            translation_of=row.string,
            context_id=row.context_id,
            locale=translation.target_locale,
            defaults={
                "data": own.data,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "last_translated_by": own.last_translated_by,
            },
        )
        if created:
            StringTranslation.objects.filter(pk=kept.pk).update(updated_at=row.moved_at)


def _override(translation: Translation, row: MovedSegment) -> StringTranslation | None:
    return StringTranslation.objects.filter(
        translation_of__data=row.was,
        translation_of__locale=translation.source.locale,
        context_id=row.context_id,
        locale=translation.target_locale,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
    ).first()


def _fill(translation: Translation) -> None:
    """Derive every text that has no Latin yet, and anew what an earlier table derived."""
    segments = StringSegment.objects.filter(source=translation.source).select_related("string")
    for segment in segments:
        text = to_latin(segment.string.data)
        own, created = StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context_id=segment.context_id,
            locale=translation.target_locale,
            defaults={
                "data": text,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE,
                "tool_name": TOOL,
            },
        )
        is_machine = own.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE
        if not created and is_machine and own.data != text:
            own.data = text
            own.save(update_fields=["data", "updated_at", "has_error"])
