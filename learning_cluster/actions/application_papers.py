"""The three PDF documents of an application: kept privately, with their digest (L12)."""

import hashlib
from datetime import datetime
from functools import partial

from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from learning_cluster.actions.application_locks import lock_own
from learning_cluster.actions.applying import keep_change
from learning_cluster.enums import PaperKind
from learning_cluster.errors import ClusterError
from learning_cluster.models import Application, Paper
from privacy.audit import Actor


@transaction.atomic
def check_takes_paper(application: Application, *, at: datetime) -> None:
    """Raise ClusterError as `lock_own` does: asked before a file is read, which may take long."""
    lock_own(application, at=at)


@transaction.atomic
def add_paper(
    application: Application, kind: PaperKind, *, file: File, by: Actor, at: datetime
) -> Paper:
    """Keep a document in place of the one of its kind; a form has found it harmless.

    Raises ClusterError as `lock_own` does.
    """
    row = lock_own(application, at=at)
    forget_papers(row.papers.filter(kind=kind))
    file.name = "paper.pdf"  # what somebody called it may say who they are
    paper = Paper(
        application=row, kind=kind, file=file, size=file.size, digest=digest_of(file), added_at=at
    )
    paper.save(force_insert=True)
    keep_change(row, [f"paper_{kind.value}"], by=by, at=at)
    return paper


@transaction.atomic
def remove_paper(application: Application, kind: PaperKind, *, by: Actor, at: datetime) -> None:
    """Take a document out of a draft. Idempotent.

    Raises ClusterError as `lock_own` does, or "needed" for what was handed in: there it can only
    be replaced.
    """
    row = lock_own(application, at=at)
    if row.is_submitted:
        text = _("Your application is handed in: this document can only be replaced.")
        raise ClusterError("needed", text)
    if forget_papers(row.papers.filter(kind=kind)):
        keep_change(row, [f"paper_{kind.value}"], by=by, at=at)


def digest_of(file: File) -> str:
    """Return the SHA-256 of a file in hex, and leave it at its beginning."""
    file.seek(0)
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()


def forget_papers(papers: QuerySet[Paper]) -> int:
    """Delete rows, and their files once nothing can bring the rows back; return how many."""
    files = [(one.file.storage, str(one.file.name)) for one in papers]
    papers.delete()
    for storage, name in files:
        transaction.on_commit(partial(storage.delete, name))
    return len(files)
