"""Triage: the list of what authorities sent, one submission, its next step (P4)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from accounts.access import roles_here
from accounts.models import User
from privacy.audit import Actor, actor_from
from programme.access import TRIAGE
from programme.actions.triage import DESCRIBED, decide, describe
from programme.errors import ProgrammeError
from programme.forms.triage import DecisionForm, DescriptionForm
from programme.models import Challenge, Submission
from programme.models.submission import SubmissionQuerySet
from programme.staff.history import history

PER_PAGE = 50
_LISTS = {"challenge": "programme:challenges", "supportrequest": "programme:supports"}
_PAGES = {"challenge": "programme:challenge", "supportrequest": "programme:support"}


class TriageView(View):
    """A page for triage alone; for anybody else it is not there. `at` is the request's moment."""

    model: ClassVar[type[Submission]] = Challenge
    at: datetime

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.at = timezone.now()
        if not roles_here(request, at=self.at) & TRIAGE:
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]  # no view of ours streams

    @property
    def actor(self) -> Actor:
        return actor_from(self.request, role="programme_triage", channel="admin")

    def rows(self) -> SubmissionQuerySet:
        user: User = self.request.user  # type: ignore[assignment]  # the door let nobody else in
        return self.model.objects.visible_to(user, self.at).select_related("authority")

    @property
    def kind(self) -> str:
        return str(self.model._meta.model_name)


class Submissions(TriageView):
    """The newest first; `?stanje=` keeps one state."""

    def get(self, request: HttpRequest) -> HttpResponse:
        state = request.GET.get("stanje", "")
        rows = self.rows().filter(state=state) if state else self.rows()
        context = {
            "title": self.model._meta.verbose_name_plural,
            "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
            "states": self._states(),
            "chosen": state,
            "query": f"stanje={state}" if state else "",
            "page_name": _PAGES[self.kind],
            "export_name": f"{_LISTS[self.kind]}_export",
        }
        return render(request, "programme/admin/list.html", context)

    def _states(self) -> list[tuple[str, str, int]]:
        """Return (state, its words, how many) for each state that has any."""
        counts = dict(self.rows().order_by().values_list("state").annotate(Count("pk")))
        states = self.model.states.choices
        return [(key, str(words), counts[key]) for key, words in states if key in counts]


class Export(TriageView, SpreadsheetExportMixin):
    """Everything as a workbook; who submitted it stays out: the file leaves the portal (X4)."""

    @property
    def list_export(self) -> list[str]:
        own = {
            "challenge": ["problem", "users", "tried", *DESCRIBED],
            "supportrequest": ["get_field_display", "description"],
        }[self.kind]
        return [
            "title",
            "authority.name",
            "get_state_display",
            "reason",
            *own,
            "confirmed_at",
            "changed_at",
        ]

    @property
    def export_headings(self) -> dict[str, str]:
        return {
            "authority.name": _("Authority"),
            "get_state_display": _("State"),
            "get_field_display": _("Field of support"),
        }

    def get_filename(self) -> str:
        name = {"challenge": "izzivi", "supportrequest": "podpora"}[self.kind]
        return f"inovativen-si-{name}-{timezone.localdate(self.at):%Y-%m-%d}"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.write_xlsx_response(self.rows())


class _OneSubmission(TriageView):
    @cached_property
    def row(self) -> Submission:
        found: Submission = get_object_or_404(self.rows(), pk=self.kwargs["pk"])
        return found

    def page(self, status: int = 200, **context: Any) -> HttpResponse:
        """Show the submission as it stands now, with forms that keep what was typed."""
        row = self.row
        seen = {"seen": row.version}
        context.setdefault("decision", DecisionForm(row=row, initial=seen))
        if isinstance(row, Challenge):
            texts = {name: getattr(row, name) for name in DESCRIBED}
            context.setdefault("description", DescriptionForm(initial=seen | texts))
        context |= {
            "title": row.title,
            "row": row,
            "is_challenge": isinstance(row, Challenge),
            "list_name": _LISTS[self.kind],
            "list_title": self.model._meta.verbose_name_plural,
            "history": history(row),
            "forms": [context["decision"], *filter(None, [context.get("description")])],
        }
        return render(self.request, "programme/admin/submission.html", context, status=status)

    def done(self, text: str) -> HttpResponse:
        messages.success(self.request, text)
        return redirect(_PAGES[self.kind], self.row.pk)

    def attempt(self, action: Callable[[], None], done: str, **refused: Any) -> HttpResponse:
        """Run `action`; where a rule says no, show the page as it is now, with that sentence."""
        try:
            action()
        except ProgrammeError as error:
            self.__dict__.pop("row")  # a colleague may have changed it since it was read
            return self.page(409, error=error, **{k: make() for k, make in refused.items()})
        return self.done(done)


class SubmissionPage(_OneSubmission):
    """Shows a submission; POST takes the next step."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = DecisionForm(request.POST, row=self.row)
        if not form.is_valid():
            return self.page(decision=form)
        typed = form.cleaned_data
        return self.attempt(
            lambda: decide(self.row, **typed, by=self.actor, at=self.at),
            _("Saved. The authority is being told."),
            decision=lambda: DecisionForm(
                row=self.row, initial={**typed, "seen": self.row.version}
            ),
        )


class Description(_OneSubmission):
    """Keeps what is told of prototype, users and result."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect(_PAGES[self.kind], self.row.pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = DescriptionForm(request.POST)
        row = self.row
        if not form.is_valid() or not isinstance(row, Challenge):
            return self.page(description=form)
        typed = dict(form.cleaned_data)
        seen = typed.pop("seen")
        return self.attempt(
            lambda: describe(row, seen=seen, texts=typed, by=self.actor, at=self.at),
            _("Saved."),
            description=lambda: DescriptionForm(initial={**typed, "seen": self.row.version}),
        )
