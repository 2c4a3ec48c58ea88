"""The calendar of runs, and a run as everybody sees it (T16)."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from calendars.offers import offer_of
from training.calendar_of_runs import by_month, public_runs, shown, to_come
from training.feeds import TrainingRuns
from training.forms.wanted import CalendarForm
from training.linked import course_node
from training.words import clock_time, hours_in_words

PER_PAGE = 30
Crumbs = list[dict[str, str]]


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """List runs to come, month by month, as the filters ask."""
    at = timezone.now()
    form = CalendarForm(request.GET)
    runs = to_come(form.wanted(), at=at)
    page = Paginator(runs, PER_PAGE).get_page(request.GET.get("page"))
    chosen = {name: text for name in form.fields if (text := request.GET.get(name))}
    context = {
        "form": form,
        "page_obj": page,
        "total": page.paginator.count,
        "months": by_month(shown(run, at) for run in page),
        "query": urlencode(chosen),
        "is_filtered": bool(chosen),
        "offer": offer_of(TrainingRuns(), **form.wanted().filters()),
        "breadcrumbs": [*trail(), {"text": _("Calendar of trainings"), "url": ""}],
    }
    return render(request, "training/calendar.html", context)


@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show when and where a run is, how many places are left, and the way to enrol."""
    at = timezone.now()
    one = shown(get_object_or_404(public_runs(), pk=pk), at)
    training = one.run.training
    way = [*trail(), {"text": training.name, "url": training.get_absolute_url()}]
    context = {
        "one": one,
        "training": training,
        "hours": hours_in_words(training.hours),
        "clock_time": clock_time(training.hours),
        "structured_data": course_node(training, [one]),
        "breadcrumbs": [*way, {"text": _("Run"), "url": ""}],
    }
    return render(request, "training/run.html", context)


def trail() -> Crumbs:
    """Return the way from home to the catalogue."""
    return [
        {"text": _("Home"), "url": reverse("home")},
        {"text": _("Trainings"), "url": reverse("trainings")},
    ]
