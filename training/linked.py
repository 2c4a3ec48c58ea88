"""A training and its runs as the facts that schema.org is written from (U4)."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from languages.codes import SL, html_lang
from linked_data import courses
from training.calendar_of_runs import ShownRun
from training.enums import Mode, Stage
from training.models import Training, Variant
from training.words import modes_of_variant


def course_node(training: Training, runs: Iterable[ShownRun]) -> courses.Node:
    """Return the Course of a training in the active language, with these of its runs."""
    required = training.prerequisite if training.is_blocking else None
    facts = courses.Course(
        url=_absolute(training.get_absolute_url()),
        name=training.name,
        description=training.purpose,
        code=training.code,
        language=html_lang(get_language() or SL),
        provider=settings.PUBLISHER_NAME,
        level=training.get_level_display(),
        audience=training.target_group,
        teaches=[goal.text for goal in training.goals.all()],
        prerequisite=_absolute(required.get_absolute_url()) if required else "",
    )
    return courses.course(facts, [_run(one, training) for one in runs])


def course_mode(variant: Variant) -> str:
    """Return schema.org's word for where a variant is attended."""
    match modes_of_variant(variant):
        case [Mode.LIVE]:
            return courses.ONSITE
        case [Mode.REMOTE]:
            return courses.ONLINE
        case _:
            return courses.BLENDED


def _run(one: ShownRun, training: Training) -> courses.Run:
    run = one.run
    return courses.Run(
        url=_absolute(run.get_absolute_url()),
        starts_at=timezone.localtime(run.starts_at),
        ends_at=timezone.localtime(run.ends_at),
        mode=course_mode(run.variant),
        minutes=training.hours * settings.PEDAGOGICAL_MINUTES,
        places=run.capacity,
        free=one.free,
        place=one.place,
        is_cancelled=one.stage == Stage.CANCELLED,
    )


def _absolute(path: str) -> str:
    return settings.BASE_URL.rstrip("/") + path
