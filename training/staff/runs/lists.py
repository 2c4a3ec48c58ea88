"""The list of runs, and the runs of a month (T9, T16)."""

import calendar
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Case, F, Prefetch, Q, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from training.enums import Reply, RunState, Stage
from training.forms.runs import RunFilterForm
from training.local_time import ZONE, local_day
from training.models import Run, RunTrainer, Session
from training.models.run import RunQuerySet
from training.staff.runs.base import RunsView

PER_PAGE = 50
ON_IT = RunTrainer.objects.filter(reply__in=[Reply.ASKED, Reply.ACCEPTED]).select_related("trainer")


class RunList(RunsView):
    """What is to be done first, from drafts without dates on; then what is over, newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = RunFilterForm(request.GET)
        rows = self.kept(form) if form.is_valid() else self.rows().none()
        rows = _done_last(rows.dated().seated(), self.at)
        rows = rows.prefetch_related(Prefetch("run_trainers", ON_IT))
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "title": _("Runs"),
            "form": form,
            "forms": [form],
            "page": page,
            "lines": [_line(run, self.at) for run in page],
            "zone": ZONE.key,
            "query": urlencode({k: v for k, v in request.GET.items() if k != "page" and v}),
        }
        return render(request, "training/admin/runs/list.html", context)

    def kept(self, form: RunFilterForm) -> RunQuerySet:
        rows, wanted = self.rows(), form.cleaned_data
        if wanted["stanje"]:
            rows = rows.filter(state=wanted["stanje"])
        if wanted["usposabljanje"]:
            rows = rows.filter(variant__training=wanted["usposabljanje"])
        if wanted["od"] or wanted["do"]:
            sessions = Session.objects.all()
            if wanted["od"]:
                sessions = sessions.filter(period__endswith__gt=_midnight(wanted["od"]))
            if wanted["do"]:
                end = _midnight(wanted["do"] + timedelta(days=1))
                sessions = sessions.filter(period__startswith__lt=end)
            rows = rows.filter(pk__in=sessions.values("run"))
        return rows


class Months(RunsView):
    """A month by its days, each with the sessions that begin on it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        first = _month(request.GET.get("mesec", ""), local_day(self.at))
        after = (first + timedelta(days=31)).replace(day=1)
        before = (first - timedelta(days=1)).replace(day=1)
        runs = self.rows().dated().seated().prefetch_related(Prefetch("run_trainers", ON_IT))
        sessions = (
            Session.objects.filter(
                period__startswith__gte=_midnight(first), period__startswith__lt=_midnight(after)
            )
            .select_related("segment")
            .prefetch_related(Prefetch("run", runs))
        )
        by_day: dict[date, list[tuple[Session, Stage]]] = {}
        for session in sessions:
            shown = session, session.run.stage(self.at)
            by_day.setdefault(local_day(session.starts_at), []).append(shown)
        weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
        context = {
            "title": _("Runs by month"),
            "first": first,
            "before": before,
            "after": after,
            "today": local_day(self.at),
            "weeks": [
                [(day, day.month == first.month, by_day.get(day, [])) for day in week]
                for week in weeks
            ],
            "weekdays": weeks[0],
            "count": len({session.run_id for day in by_day.values() for session, _stage in day}),
            "zone": ZONE.key,
        }
        return render(request, "training/admin/runs/months.html", context)


def _done_last(rows: RunQuerySet, at: datetime) -> RunQuerySet:
    is_done = Q(state=RunState.HELD) | Q(state=RunState.CANCELLED, ends_at__lte=at)
    return rows.annotate(is_done=Case(When(is_done, then=1), default=0)).order_by(
        "is_done",
        Case(When(is_done=0, then=F("starts_at"))).asc(nulls_first=True),
        F("starts_at").desc(nulls_last=True),
        "pk",
    )


def _line(run: Run, at: datetime) -> dict[str, Any]:
    return {
        "run": run,
        "stage": run.stage(at),
        "free": run.capacity - run.taken,
        "trainers": [
            (row.trainer.name, row.reply == Reply.ACCEPTED) for row in run.run_trainers.all()
        ],
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)


def _month(text: str, today: date) -> date:
    """Return the first day of the month in the address ("2026-12"); without one of today's."""
    if not text:
        return today.replace(day=1)
    try:
        found = datetime.strptime(text, "%Y-%m").replace(tzinfo=ZONE).date()
    except ValueError:
        raise Http404 from None
    if not 2000 <= found.year <= 2100:
        raise Http404
    return found
