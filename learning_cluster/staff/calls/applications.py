"""Opened applications: one by one, then the ranking and the decision (L12)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from languages.codes import SL
from learning_cluster.actions.deciding_call import decide_call, judge
from learning_cluster.application_steps import steps
from learning_cluster.call_results import Results, results
from learning_cluster.enums import ApplicationState, CallStage
from learning_cluster.errors import ClusterError
from learning_cluster.forms.call_staff import DecisionForm, JudgeForm
from learning_cluster.models import Application
from learning_cluster.money import marks
from learning_cluster.ranking_words import lines
from learning_cluster.staff.calls.door import CallView
from learning_cluster.views.call.papers import handed_over
from privacy.audit import record

JUDGED = (ApplicationState.SUBMITTED, ApplicationState.ELIGIBLE, ApplicationState.INELIGIBLE)


class ApplicationView(CallView):
    """A page of one opened application; before the deadline it is not there."""

    @cached_property
    def application(self) -> Application:
        row: Application = get_object_or_404(self.applications(), uid=self.kwargs["uid"])
        return row


class ApplicationPage(ApplicationView):
    """Shows an application; POST says whether it meets the conditions."""

    template = "learning_cluster/admin/call/application.html"

    def get(self, request: HttpRequest, pk: int, uid: str) -> HttpResponse:
        row = self.application
        verdicts = {ApplicationState.ELIGIBLE: "yes", ApplicationState.INELIGIBLE: "no"}
        known = {"verdict": verdicts.get(ApplicationState(row.state)), "reason": row.reason}
        return self.show(JudgeForm(initial=known | {"seen": row.state}))

    def post(self, request: HttpRequest, pk: int, uid: str) -> HttpResponse:
        row = self.application
        form = JudgeForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            judge(row, **form.judged, by=self.actor, at=self.at)
        except ClusterError as error:
            self.__dict__.pop("application")  # a colleague may have changed it since it was read
            typed = form.cleaned_data | {"seen": self.application.state}
            return self.show(JudgeForm(initial=typed), 409, error)
        return self.back(_("Saved."))

    def show(
        self, form: JudgeForm, status: int = 200, error: ClusterError | None = None
    ) -> HttpResponse:
        row = self.application
        assert row.amount is not None  # handed in whole
        may_judge = self.call.stage(self.at) == CallStage.SCORING and row.state in JUDGED
        return self.page(
            row.name,
            status=status,
            row=row,
            steps=steps(row),
            amount=marks(row.amount, get_language() or SL),
            judgement=form if may_judge else None,
            error=error,
        )


class PaperFile(ApplicationView):
    """Hands out a document, to be saved and not shown: what is in it is its author's."""

    def get(self, request: HttpRequest, pk: int, uid: str, kind: str) -> HttpResponse:
        row = self.application
        answer = handed_over(get_object_or_404(row.papers, kind=kind))
        label = "learning_cluster.application"
        record(self.actor, "paper_opened", label, row.pk, at=self.at)
        return answer


class Decision(CallView):
    """The ranking with its reasons; POST decides and writes to everybody."""

    template = "learning_cluster/admin/call/decision.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            decide_call(
                self.call,
                selected=form.chosen,
                reason=form.cleaned_data["reason"],
                by=self.actor,
                at=self.at,
            )
        except ClusterError as error:
            return self.show(form, 409, error)
        return self.back(_("Decided. Everybody is being written to."))

    def form(self, data: object = None) -> DecisionForm:
        found = self.found
        rows = {row.pk: row for row in found.eligible}
        places = [found.places[key] for key in found.order]
        ranked = [(place.rank, rows[place.key]) for place in places if place.rank]  # type: ignore[index]  # keys are ours
        return DecisionForm(data, ranked=ranked)

    @cached_property
    def found(self) -> Results:
        if self.call.is_sealed(self.at):
            raise Http404
        return results(self.call)

    def show(
        self,
        form: DecisionForm | None = None,
        status: int = 200,
        error: ClusterError | None = None,
    ) -> HttpResponse:
        found = self.found
        may_decide = self.call.stage(self.at) == CallStage.SCORING
        return self.page(
            _("Ranking and decision"),
            status=status,
            lines=lines(found),
            found=found,
            is_complete=not (found.waiting or found.unscored),
            decision=(form or self.form()) if may_decide else None,
            error=error,
        )
