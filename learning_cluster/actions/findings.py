"""Findings of the social mapping, and which of them a concept cites (L11)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from learning_cluster.actions.concept_locks import check_seen, check_unfinished, locked
from learning_cluster.models import Concept, MappingFinding
from privacy.audit import Actor, record

CONCEPT = "learning_cluster.concept"


@dataclass(frozen=True)
class Found:
    text: str
    source: str
    found_on: date | None


@transaction.atomic
def add_finding(concept: Concept, *, found: Found, by: Actor, at: datetime) -> MappingFinding:
    """Keep a finding of the local government and cite it; the very same one is kept once.

    Raises ClusterError "final".
    """
    stored = locked(concept)
    check_unfinished(stored)
    row, is_new = MappingFinding.objects.get_or_create(membership=stored.membership, **vars(found))
    stored.findings.add(row)
    if is_new:
        record(by, "finding_added", CONCEPT, stored.pk, at=at, changed=["findings"])
    return row


@transaction.atomic
def change_finding(
    finding: MappingFinding,
    concept: Concept,
    *,
    found: Found,
    seen: int,
    by: Actor,
    at: datetime,
) -> None:
    """Correct a finding. Raises ClusterError "final", "changed_meanwhile"."""
    stored = locked(concept)
    check_unfinished(stored)
    row = MappingFinding.objects.get(pk=finding.pk, membership=stored.membership)
    if found_of(row) == found:
        return
    check_seen(row.version, seen)
    rows = MappingFinding.objects.filter(pk=row.pk)
    rows.update(**vars(found), version=row.version + 1)
    record(by, "finding_changed", CONCEPT, stored.pk, at=at, changed=["findings"])


@transaction.atomic
def cite(
    concept: Concept,
    *,
    listed: Collection[int],
    cited: Collection[int],
    by: Actor,
    at: datetime,
) -> None:
    """Cite of the findings `listed` those that are in `cited`, and the others no longer.

    Both are keys; findings the page did not show, and those of others, are left alone. Raises
    ClusterError "final".
    """
    stored = locked(concept)
    check_unfinished(stored)
    shown = MappingFinding.objects.filter(membership=stored.membership, pk__in=listed)
    stored.findings.remove(*shown.exclude(pk__in=cited))
    stored.findings.add(*shown.filter(pk__in=cited))
    record(by, "findings_cited", CONCEPT, stored.pk, at=at, changed=["findings"])


def found_of(finding: MappingFinding) -> Found:
    """Return what a finding says."""
    return Found(finding.text, finding.source, finding.found_on)
