"""The project of the demonstration and the plans of its clusters. Adds what is missing only."""

import uuid
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from languages.codes import STORED
from learning_cluster.actions.starting import start_cluster
from learning_cluster.models import (
    Acronym,
    Blueprint,
    Cluster,
    CourseTopic,
    Deliverable,
    Footnote,
    Partner,
    Phase,
    Project,
    ProjectGoal,
    Territory,
)
from learning_cluster.models.cluster import SARAJEVO
from learning_cluster.plan_dates import last_day
from privacy.audit import SYSTEM

Row = dict[str, Any]

FILE = Path(__file__).parent / "demo_texts" / "project.yaml"
# The cluster of the assignment, long concluded, and the one that is under way today.
PAST, RUNNING = "dnevni-centri-i-mobilni-timovi-2024", "dnevni-centri-i-mobilni-timovi"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "okence:demo-clusters")


@transaction.atomic
def load_project(*, at: datetime) -> dict[str, int]:
    """Load the project, its abbreviations and its clusters' plans; return how many are new."""
    before = _counts()
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    project = _load_project(rows)
    for row in rows["acronyms"]:
        facts = _in_all("short", row["short"]) | _in_all("text", row["text"])
        Acronym.objects.get_or_create(short_sr=facts["short_sr"], defaults=facts)
    for row in rows["clusters"]:
        if not Cluster.objects.filter(slug=row["slug"]).exists():
            _start(row, rows["cluster"], project, at)
    return {name: number - before[name] for name, number in _counts().items()}


def _counts() -> dict[str, int]:
    kinds = {"projects": Project, "acronyms": Acronym, "clusters": Cluster}
    kinds |= {"phases": Phase, "deliverables": Deliverable}
    return {name: model._default_manager.count() for name, model in kinds.items()}


def _load_project(rows: Row) -> Project:
    row = rows["project"]
    facts = _in_all("name", row["name"]) | _in_all("aim", row["aim"])
    facts |= {"regional_pilots": row["regional_pilots"]}
    project, is_new = Project.objects.get_or_create(slug=row["slug"], defaults=facts)
    if not is_new:
        return project
    for order, text in enumerate(rows["goals"], start=1):
        ProjectGoal.objects.create(project=project, order=order, **_in_all("text", text))
    for order, one in enumerate(rows["partners"], start=1):
        plain = {"abbreviation": one["abbreviation"], "role": one["role"], "order": order}
        Partner.objects.create(project=project, **plain, **_in_all("name", one["name"]))
    for order, name in enumerate(rows["territories"], start=1):
        note = Footnote.objects.filter(mark_en=name["en"]).first()
        facts = _in_all("name", name) | {"footnote": note, "order": order}
        Territory.objects.create(project=project, **facts)
    for order, name in enumerate(rows["course_topics"], start=1):
        CourseTopic.objects.create(project=project, order=order, **_in_all("name", name))
    return project


def _start(row: Row, common: Row, project: Project, at: datetime) -> None:
    starts_on = _first_day(row, at)
    blueprint = Blueprint.objects.get(slug=common["blueprint"])
    ends_on = last_day(starts_on, blueprint.length)
    years = f"{starts_on:%Y}–{ends_on:%Y}"
    names = {code: text.format(years=years) for code, text in row["name"].items()}
    start_cluster(
        blueprint,
        key=uuid.uuid5(_NAMESPACE, row["slug"]),
        facts={
            "project": project,
            "slug": row["slug"],
            "host": common["host"],
            "zone": SARAJEVO,
            "state": row["state"],
            "is_public": True,
            **_in_all("name", names),
            **_in_all("summary", common["summary"]),
        },
        starts_on=starts_on,
        ends_on=ends_on,
        by=SYSTEM,
        at=at,
    )


def _first_day(row: Row, at: datetime) -> date:
    """Return the day written, or the one that lies so many days before today."""
    fixed: date | None = row.get("starts_on")
    return fixed or at.date() - timedelta(days=row["began_before"])


def _in_all(name: str, texts: dict[str, str]) -> Row:
    return {f"{name}_{code}": texts[code] for code in STORED}
