"""The catalogue of trainings in the demonstration. Adds what is missing, changes nothing else."""

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from languages.codes import STORED
from privacy.actions import publish_notice
from privacy.enums import NoticeKind
from privacy.models import Notice
from training.models import (
    Bundle,
    BundleGoal,
    FundingProgramme,
    Measure,
    Method,
    Segment,
    SideWork,
    Training,
    TrainingContent,
    TrainingGoal,
    Variant,
    WorkForm,
)

Row = dict[str, Any]

TEXTS = Path(__file__).parent / "demo_texts"
_NAMED = ("name", "target_group", "purpose", "prior_text")
_PLAIN = ("slug", "code", "level", "hours", "trainers_needed", "prior")


@transaction.atomic
def load_trainings(*, at: datetime) -> dict[str, int]:
    """Load the catalogue and the guidelines; return how many rows of each are new.

    What has the address of a row of the demonstration stays as it is.
    """
    before = _counts()
    rows = yaml.safe_load((TEXTS / "trainings.yaml").read_text(encoding="utf-8"))
    for slug, name in rows["measures"].items():
        Measure.objects.get_or_create(slug=slug, defaults=_in_all("name", name))
    for row in rows["programmes"]:
        _load_programme(row)
    for row in rows["bundles"]:
        _load_bundle(row)
    for slug, name in rows["methods"].items():
        Method.objects.get_or_create(slug=slug, defaults=_in_all("name", name))
    for row in rows["work_forms"]:
        facts = _in_all("name", row["name"]) | {"is_active": row["is_active"]}
        WorkForm.objects.get_or_create(slug=row["slug"], defaults=facts)
    for row in rows["trainings"]:
        if not Training.objects.filter(slug=row["slug"]).exists():
            _load_training(row, rows["coordinator"])
    _publish_guidelines(at)
    return {name: number - before[name] for name, number in _counts().items()}


def _counts() -> dict[str, int]:
    return {
        "bundles": Bundle.objects.count(),
        "trainings": Training.objects.count(),
        "variants": Variant.objects.count(),
    }


def _load_programme(row: Row) -> None:
    facts: Row = _in_all("name", row["name"]) | _in_all("statement", row["statement"])
    facts |= {"measure": Measure.objects.get(slug=row["measure"])}
    facts |= {"operation_slug": row["operation_slug"]}
    FundingProgramme.objects.get_or_create(slug=row["slug"], defaults=facts)


def _load_bundle(row: Row) -> None:
    facts: Row = _in_all("name", row["name"]) | _in_all("purpose", row["purpose"])
    facts |= {"programme": FundingProgramme.objects.get(slug=row["programme"])}
    bundle, is_new = Bundle.objects.get_or_create(slug=row["slug"], defaults=facts)
    if is_new:
        for order, text in enumerate(row["goals"], start=1):
            BundleGoal.objects.create(bundle=bundle, order=order, **_in_all("text", text))


def _load_training(row: Row, coordinator: Row) -> None:
    facts = {name: row[name] for name in _PLAIN} | coordinator
    for name in _NAMED:
        facts |= _in_all(name, row[name])
    training = Training.objects.create(
        bundle=Bundle.objects.get(slug=row["bundle"]),
        prerequisite=Training.objects.filter(slug=row.get("prerequisite", "")).first(),
        **facts,
    )
    training.methods.set(Method.objects.filter(slug__in=row["methods"]))
    training.work_forms.set(WorkForm.objects.filter(slug__in=row["work_forms"]))
    for model, texts in ((TrainingGoal, row["goals"]), (TrainingContent, row["contents"])):
        for order, text in enumerate(texts, start=1):
            model.objects.create(training=training, order=order, **_in_all("text", text))
    for order, work in enumerate(row["side_works"], start=1):
        plain = {name: work[name] for name in ("kind", "when", "minutes") if name in work}
        SideWork.objects.create(
            training=training, order=order, **plain, **_in_all("title", work["title"])
        )
    for order, variant in enumerate(row["variants"], start=1):
        _load_variant(training, variant, order)


def _load_variant(training: Training, row: Row, order: int) -> None:
    names = _in_all("name", row["name"])
    variant = Variant.objects.create(training=training, slug=row["slug"], order=order, **names)
    for day, part in enumerate(row["parts"], start=1):
        Segment.objects.create(variant=variant, day=day, **part)


def _publish_guidelines(at: datetime) -> None:
    """Put guidelines in force where none are; those that staff have changed stay."""
    if Notice.objects.in_force(NoticeKind.GUIDELINES, "training", at) is None:
        texts = yaml.safe_load((TEXTS / "guidelines.yaml").read_text(encoding="utf-8"))
        publish_notice(NoticeKind.GUIDELINES, "training", texts, at=at)


def _in_all(name: str, texts: dict[str, str]) -> Row:
    return {f"{name}_{code}": texts[code] for code in STORED}
