"""Two or three trainings side by side (T1–T4)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from training.calendar_of_runs import next_runs
from training.models import Training
from training.views.calendar import trail
from training.words import clock_time, delivery_in_words, hours_in_words, prior_in_words

PARAMETER = "usposabljanje"
MOST = 3


@dataclass(frozen=True)
class Line:
    """A row of the comparison: its heading and what it says of a training, as lines of text."""

    heading: Any
    of: Callable[[Training], list[str]]


LINES = (
    Line(gettext_lazy("Level"), lambda one: [one.get_level_display()]),
    Line(
        pgettext_lazy("of a training", "Duration"),
        lambda one: [hours_in_words(one.hours), clock_time(one.hours)],
    ),
    Line(gettext_lazy("Ways of delivery"), lambda one: [delivery_in_words(one)]),
    Line(gettext_lazy("Prior knowledge"), lambda one: _prior(one)),
    Line(gettext_lazy("Whom it is for"), lambda one: [one.target_group]),
    Line(gettext_lazy("Purpose"), lambda one: [one.purpose]),
    Line(gettext_lazy("Goals"), lambda one: _texts(one.goals)),
    Line(gettext_lazy("Contents"), lambda one: _texts(one.contents)),
    Line(gettext_lazy("Methods"), lambda one: [method.name for method in one.methods.all()]),
    Line(gettext_lazy("Forms of work"), lambda one: [form.name for form in one.work_forms.all()]),
)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show the trainings chosen, in the order of the catalogue; what is not known is left out."""
    asked = request.GET.getlist(PARAMETER)
    every = list(Training.objects.published().order_by("code"))
    slugs = [one.slug for one in every if one.slug in asked][:MOST]
    chosen = list(_compared(slugs))
    runs = next_runs([one.pk for one in chosen], at=timezone.now())
    rows = [(line.heading, [(one, line.of(one)) for one in chosen]) for line in LINES]
    context = {
        "chosen": chosen,
        "slugs": slugs,
        "every": every,
        "is_enough": len(chosen) > 1,
        "too_many": len(set(asked)) > MOST,
        "most": MOST,
        "parameter": PARAMETER,
        "rows": rows,
        "runs": [(one, runs.get(one.pk, [])[:MOST]) for one in chosen],
        "breadcrumbs": [*trail(), {"text": _("Compare trainings"), "url": ""}],
    }
    return render(request, "training/compare.html", context)


def _compared(slugs: list[str]) -> Any:
    rows = Training.objects.published().filter(slug__in=slugs).with_bundle().with_variants()
    return rows.prefetch_related("goals", "contents", "methods", "work_forms").order_by("code")


def _prior(training: Training) -> list[str]:
    """Return the lines on prior knowledge, the first with the training that is required."""
    required = training.prerequisite if training.is_blocking else None
    first = f"{prior_in_words(training)} {required.name}" if required else prior_in_words(training)
    return [line for line in (first, training.prior_text) if line]


def _texts(statements: Any) -> list[str]:
    return [one.text for one in statements.all()]
