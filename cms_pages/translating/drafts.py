"""Saving a translation without showing it to anybody (M1)."""

from wagtail_localize.models import Translation, TranslationLog

from accounts.models import User


def save_draft(translation: Translation, *, user: User | None = None) -> None:
    """Make a draft of the page out of its translated texts; what is live or kept private stays so.

    wagtail-localize's own `save_target(publish=False)` writes the texts into the live page too, and
    gives any page the privacy of its source.
    """
    source, locale = translation.source, translation.target_locale
    page = source.object.get_instance_or_none(locale)
    if page is None or not (page.live or page.view_restrictions.exists()):
        translation.save_target(user=user, publish=False)
        return
    draft = source.get_ephemeral_translated_instance(locale, fallback=True)
    revision = draft.save_revision(user=user)
    TranslationLog.objects.create(source=source, locale=locale, revision=revision)
