"""The catalogue of trainings and its runs as open data (T16)."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from api.addresses import page
from api.answers import cacheable
from api.moments import stamp
from api.parameters import choice, optional_day, row_named
from api.problems import bad_parameter
from api.schema import SLUG, problems
from api.serialisers.trainings import CourseSerialiser, RunSerialiser
from api.views.base import PublicView
from languages.codes import SL
from training.calendar_of_runs import ShownRun, next_runs, shown, to_come
from training.enums import Level, Mode, Place
from training.feeds import TrainingRuns
from training.models import Method, Training
from training.wanted import Wanted
from training.words import delivery_in_words, modes_of, modes_of_variant

_ZONE = ZoneInfo(settings.TIME_ZONE)
PARAMETERS = [
    OpenApiParameter("level", str, enum=Level.values, description="Its level."),
    OpenApiParameter("mode", str, enum=Mode.values, description="One of the modes it has."),
    OpenApiParameter("place", str, enum=Place.values, description="Where a run takes place."),
    OpenApiParameter("method", SLUG, description="Slug of a method taught."),
]
DAYS = [
    OpenApiParameter("from", date, description="Without it: what is not over yet."),
    OpenApiParameter("to", date, description="The last day, included."),
]


class Courses(PublicView):
    @extend_schema(
        operation_id="listCourses",
        description="Every training of the catalogue, with its next run.",
        parameters=PARAMETERS,
        responses={200: CourseSerialiser(many=True), **problems(400)},
    )
    def get(self, request: Request) -> HttpResponse:
        at = timezone.now()
        rows = wanted_of(request).trainings(Training.objects.published(), at=at)
        rows = rows.with_bundle().with_variants().prefetch_related("methods").order_by("code")
        runs = next_runs([row.pk for row in rows], at=at)
        return cacheable(request, [course_facts(row, runs.get(row.pk, [])) for row in rows])


class Runs(PublicView):
    @extend_schema(
        operation_id="listRuns",
        description="Every announced run to come, or those of the days asked for.",
        parameters=[*PARAMETERS, *DAYS],
        responses={200: RunSerialiser(many=True), **problems(400)},
    )
    def get(self, request: Request) -> HttpResponse:
        at = timezone.now()
        rows = to_come(wanted_of(request, has_days=True), at=at)
        return cacheable(request, [run_facts(shown(row, at)) for row in rows])


def wanted_of(request: HttpRequest, *, has_days: bool = False) -> Wanted:
    """Return what the parameters narrow to; raises the problem of a malformed one."""
    method = row_named(request, "method", lambda slug: Method.objects.filter(slug=slug).first())
    first, last = (optional_day(request, name) if has_days else None for name in ("from", "to"))
    if first and last and last < first:
        raise bad_parameter("to", _("The last day is before the first."))
    return Wanted(
        level=_one_of(request, "level", Level.values),
        mode=_one_of(request, "mode", Mode.values),
        place=_one_of(request, "place", Place.values),
        method=method.slug if method else "",
        first=first,
        last=last,
    )


def course_facts(training: Training, runs: list[ShownRun]) -> dict[str, Any]:
    """Return what the API tells of a training, in the active language."""
    programme = training.bundle.programme
    coming = runs[0] if runs else None
    return _shared(training) | {
        "slug": training.slug,
        "kind": "course",
        "code": training.code,
        "modes": [mode.value for mode in modes_of(training)],
        "measure": programme.measure.name,
        "programme": programme.name,
        "bundle": training.bundle.name,
        "methods": [method.slug for method in training.methods.all()],
        "delivery": delivery_in_words(training),
        "prior": training.prior,
        "prerequisite": training.prerequisite.slug if training.prerequisite else None,
        "starts_at": _moment(coming.run.starts_at) if coming else None,
        "ends_at": _moment(coming.run.ends_at) if coming else None,
        "place": coming.place if coming else None,
        "page_url": page("training", training.slug),
    }


def run_facts(one: ShownRun) -> dict[str, Any]:
    """Return what the API tells of a run: no person, no price, no link to join."""
    run = one.run
    sessions = [
        {
            "starts_at": _moment(session.starts_at),
            "ends_at": _moment(session.ends_at),
            "mode": session.segment.mode,
            "place": place,
        }
        for session, place in one.sessions
    ]
    return _shared(run.training) | {
        "id": run.pk,
        "kind": "run",
        "course": run.training.slug,
        "modes": [mode.value for mode in modes_of_variant(run.variant)],
        "starts_at": _moment(run.starts_at),
        "ends_at": _moment(run.ends_at),
        "place": one.place,
        "place_kind": run.place,
        "stage": one.stage.value,
        "places": run.capacity,
        "free": one.free,
        "closes_at": _moment(run.closes_at),
        "sessions": sessions,
        "page_url": page("training_run", run.pk),
    }


def _shared(training: Training) -> dict[str, Any]:
    language = get_language() or SL
    query = "" if language == SL else f"?lang={language}"
    return {
        "title": training.name,
        "level": training.level,
        "hours": training.hours,
        "minutes": training.hours * settings.PEDAGOGICAL_MINUTES,
        "feed_url": page("public_feed", TrainingRuns.name) + query,
    }


def _one_of(request: HttpRequest, name: str, values: list[str]) -> str:
    return choice(request, name, tuple(values)) if name in request.GET else ""


def _moment(at: datetime | None) -> str | None:
    return stamp(at, _ZONE) if at else None
