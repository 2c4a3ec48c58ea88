"""Papers of an offer (T11)."""

from datetime import datetime

from django.core.files import File
from django.db import transaction

from privacy.audit import Actor, record
from training.actions.offers import LABEL
from training.models import Offer, OfferDocument


@transaction.atomic
def add_document(offer: Offer, *, title: str, file: File, by: Actor, at: datetime) -> OfferDocument:
    """Keep a paper of the offer, which a form has found to be what its name says."""
    document = OfferDocument(offer=offer, title=title, file=file, added_at=at)
    document.save(force_insert=True)
    record(by, "document_added", LABEL, offer.pk, at=at, changed=["documents"])
    return document


@transaction.atomic
def remove_document(document: OfferDocument, *, by: Actor, at: datetime) -> None:
    """Forget a paper; the file goes once nothing can bring the row back. Idempotent."""
    deleted, _kinds = OfferDocument.objects.filter(pk=document.pk).delete()
    if not deleted:
        return
    storage, name = document.file.storage, str(document.file.name)
    transaction.on_commit(lambda: storage.delete(name))
    record(by, "document_removed", LABEL, document.offer_id, at=at, changed=["documents"])
