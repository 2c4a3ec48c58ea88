"""Writers of notices."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from privacy.audit import SYSTEM, Actor, record
from privacy.enums import NoticeKind
from privacy.models import Notice

LANGUAGES = ("sl", "sr", "en")


@transaction.atomic
def publish_notice(
    kind: NoticeKind,
    object_key: str,
    texts: Mapping[str, str],
    *,
    at: datetime,
    by: Actor = SYSTEM,
) -> Notice:
    """Return the notice with these `texts`, in effect from `at`; a new version only if one differs.

    `texts` holds a text for each of sl, sr and en (sr-latn is derived on read); KeyError names a
    language that is missing. Requirements B22, B24, X4.
    """
    _lock(kind, object_key)
    newest = Notice.objects.filter(kind=kind, object_key=object_key).order_by("version").last()
    draft = Notice(
        kind=kind,
        object_key=object_key,
        version=newest.version + 1 if newest else 1,
        effective_from=at,
        **{f"text_{language}": texts[language] for language in LANGUAGES},
    )
    if newest and newest.fingerprint == draft.fingerprint:
        return newest
    draft.save(force_insert=True)
    changed = [f for f in ("text_sl", "text_sr", "text_en") if _differs(newest, draft, f)]
    record(by, "publish", "privacy.notice", draft.pk, at=at, changed=changed)
    return draft


def _differs(old: Notice | None, new: Notice, field: str) -> bool:
    return old is None or getattr(old, field) != getattr(new, field)


def _lock(kind: str, object_key: str) -> None:
    """Let two publishers of the same notice take turns: no row exists yet that could be locked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('privacy.notice'), hashtext(%s))",
            [f"{kind} {object_key}"],
        )
