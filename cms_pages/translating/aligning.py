"""Bringing the translations of a page in line with it, each as far as somebody's grants go (M1)."""

import contextlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views.edit_translation import apply_machine_translation

from accounts.models import User
from cms_pages.permissions import may


def written_by(user: User, source: TranslationSource) -> QuerySet[Translation]:
    """Return the translations of `source` into the languages `user` may write in."""
    rows = source.translations.filter(enabled=True).select_related("source", "target_locale")
    return rows.filter(pk__in=[row.pk for row in rows if may(user, "change", row.target_locale_id)])


def publishes_all(user: User, source: TranslationSource) -> bool:
    """Say whether `user` may publish in every language `source` is translated into."""
    locales = source.translations.filter(enabled=True).values_list("target_locale", flat=True)
    return all(may(user, "publish", locale) for locale in locales)


@transaction.atomic
def bring_in_line(
    source: TranslationSource, *, user: User, is_published: bool, is_derived: bool
) -> list[Translation]:
    """Take the texts of the page as it is now; return the translations that were brought in line.

    `is_derived` fills in what a machine can write, `is_published` publishes, which is for somebody
    of whom `publishes_all` is true. The privacy of the page is taken over only into languages
    `user` publishes in: else an editor could open a page that is kept from the public.
    """
    source.update_from_db()
    rows = list(written_by(user, source))
    translator = get_machine_translator() if is_derived else None
    for row in rows:
        if translator and translator.can_translate(source.locale, row.target_locale):
            apply_machine_translation(row.pk, user, translator)
        if is_published:
            # What a rule of the content forbids stays a draft; the texts say why.
            with contextlib.suppress(ValidationError):
                row.save_target(user=user, publish=True)
        elif may(user, "publish", row.target_locale_id):
            row.source.update_target_view_restrictions(row.target_locale)
    return rows
