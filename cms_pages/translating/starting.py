"""A page's first draft in another language (M1)."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from accounts.models import User
from cms_pages.errors import TranslatingError
from cms_pages.permissions import may, oversees_tree
from cms_pages.translating.drafts import save_draft
from privacy.audit import Actor, record


def open_to(user: User, page: Page) -> QuerySet[Locale]:
    """Return the languages `page` has no page of its own in and `user` may give it one."""
    ids = [
        locale.pk
        for locale in Locale.objects.exclude(pk=page.locale_id)
        if (there := _there(page, locale)) is None or there.alias_of_id
        if _may_start(user, page, locale)
    ]
    return Locale.objects.filter(pk__in=ids)


@transaction.atomic
def start(
    page: Page,
    locales: Iterable[Locale],
    *,
    with_subtree: bool,
    user: User,
    by: Actor,
    at: datetime,
) -> None:
    """Make a draft of `page`, and of all below it, in each of `locales`; none of it goes live.

    What has a page of its own in a language keeps it. Raises TranslatingError "not_yours" if
    `user` may not write in the language, or something would be live or is, and they do not publish
    in it; "invalid" if a draft breaks a rule. Nothing is made then.
    """
    pages = (
        page.get_descendants(inclusive=True) if with_subtree else Page.objects.filter(pk=page.pk)
    )
    sources = list(pages.order_by("path").specific())
    wanted = list(locales)
    for locale in wanted:
        for source in sources:
            _start_one(source, locale, user=user)
    codes = [locale.language_code for locale in wanted]
    record(by, "translate", "cms_pages.page", page.pk, at=at, changed=codes)


def _start_one(page: Page, locale: Locale, *, user: User) -> None:
    there = _there(page, locale)
    if there is not None and not there.alias_of_id:
        return
    if not _may_start(user, page, locale):
        raise TranslatingError(
            "not_yours",
            _("You may not translate the page “%(page)s” into this language: %(language)s.")
            % {"page": page.title, "language": locale.get_display_name()},
        )
    source, _created = TranslationSource.get_or_create_from_instance(page)
    if source.locale_id == locale.pk:
        return
    translation, _created = Translation.objects.update_or_create(
        source=source, target_locale=locale, defaults={"enabled": True}
    )
    try:
        if there is not None:
            # It goes on showing what it showed; only its draft is of its own texts.
            ConvertAliasPageAction(there.specific, user=user).execute(skip_permission_checks=True)
        save_draft(translation, user=user)
    except ValidationError as refusal:
        problem = " ".join(refusal.messages)
        raise TranslatingError("invalid", f"{page.title}: {problem}") from refusal


def _may_start(user: User, page: Page, locale: Locale) -> bool:
    """Say whether `user` may give `page` a page of its own in a language.

    Above a new page those still missing are put as aliases, which are live as their source is.
    """
    if not may(user, "add", locale.pk):
        return False
    there = _there(page, locale)
    if there is not None:
        return not there.live or may(user, "publish", locale.pk)
    above = page.get_ancestors().filter(depth__gt=1)
    missing = [parent for parent in above if _there(parent, locale) is None]
    if (missing[0] if missing else page).depth == 2 and not oversees_tree(user):
        return False
    return not any(parent.live for parent in missing) or may(user, "publish", locale.pk)


def _there(page: Page, locale: Locale) -> Page | None:
    return Page.objects.filter(translation_key=page.translation_key, locale=locale).first()
