"""Saving a new version of a document, so that two who write at once lose nothing (L6, L11)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from learning_cluster.errors import ClusterError
from learning_cluster.models import Document, DocumentVersion, Member


@transaction.atomic
def save_version(
    document: Document,
    *,
    texts: Mapping[str, str],
    note: str,
    author: Member,
    based_on: int,
    at: datetime,
) -> DocumentVersion:
    """Keep `texts` as the document's next version and return it.

    `based_on` is the number of the version the author began with, 0 for none. Where the current
    version has these very texts it is returned: pressed twice, it is saved once. Raises
    ClusterError "changed_meanwhile" if somebody else has saved since.
    """
    lock_document(document)
    current = newest(document)
    if current is not None and current.texts == dict(texts):
        return current
    number = current.number if current else 0
    if number != based_on:
        text = _("Somebody else has saved this meanwhile. Nothing that you wrote is lost.")
        raise ClusterError("changed_meanwhile", text)
    return DocumentVersion.objects.create(
        document=document,
        number=number + 1,
        texts=dict(texts),
        note=note,
        author=author,
        author_name=author.name,
        saved_at=at,
    )


def lock_document(document: Document) -> None:
    """Lock the document's row until the end of the transaction; read again after it."""
    rows = Document.objects.select_for_update(no_key=True, of=("self",))
    list(rows.filter(pk=document.pk).values_list("pk"))


def newest(document: Document) -> DocumentVersion | None:
    """Return the current version, read anew; None before the first is saved."""
    return DocumentVersion.objects.filter(document=document).order_by("-number").first()
