"""Deliverables before the coordinator: what is missing, consultation, approval or return (L6)."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from languages.dates import local
from learning_cluster.actions import deliverables as actions
from learning_cluster.enums import ClusterState, DeliverableState, MemberRole
from learning_cluster.errors import ClusterError
from learning_cluster.forms.deliverables import AskForm, FileForm, OpinionForm, usual_day
from learning_cluster.forms.documents import ReasonForm
from learning_cluster.missing import missing
from learning_cluster.models import Consultation, Deliverable, Member
from learning_cluster.staff.clusters import trail_of
from learning_cluster.staff.door import CoordinatorView
from privacy.materials import handed_over


class Missing(CoordinatorView):
    """What every cluster under way lacks now, on one page."""

    template = "learning_cluster/admin/documents/missing.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        clusters = self.clusters().filter(state=ClusterState.OPEN)
        found = [(one, missing(one, at=self.at)) for one in clusters]
        return self.page(_("What is missing now"), clusters=found)


class Deliverables(CoordinatorView):
    template = "learning_cluster/admin/documents/deliverables.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        cluster = self.cluster(slug)
        return self.page(
            _("Deliverables"),
            trail=trail_of(cluster),
            cluster=cluster,
            rows=Deliverable.objects.filter(phase__cluster=cluster).with_names(),
            today=local(self.at, cluster.tz).date(),
        )


class DeliverableView(CoordinatorView):
    """One deliverable, with forms that keep what was typed."""

    template = "learning_cluster/admin/documents/deliverable.html"

    @cached_property
    def one(self) -> Deliverable:
        cluster = self.cluster(self.kwargs["slug"])
        rows = Deliverable.objects.filter(phase__cluster=cluster).with_names()
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def may_hand_in(self) -> bool:
        """Say whether the coordinator hands it in: all but what the resource person brings."""
        return self.one.is_wanted and self.one.responsible != MemberRole.RESOURCE_PERSON

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        one = self.one
        today = local(self.at, one.cluster.tz).date()
        is_decidable = one.state in actions.DECIDABLE
        if is_decidable:
            context.setdefault("reason", ReasonForm(auto_id="reason_%s"))
            if one.partners:
                until = {"until": usual_day(one, today)}
                context.setdefault("ask", AskForm(deliverable=one, initial=until))
        if self.may_hand_in:
            context.setdefault("file", FileForm(auto_id="file_%s"))
        slug = one.cluster.slug
        return self.page(
            one.name,
            status=status,
            trail=[(reverse("learning_cluster:deliverables", args=[slug]), _("Deliverables"))],
            one=one,
            files=one.files.select_related("author"),
            consultations=one.consultations.select_related("reviewer"),
            is_consulted=one.state == DeliverableState.CONSULTED,
            is_decidable=is_decidable,
            may_hand_in=self.may_hand_in,
            today=today,
            **context,
        )

    def attempt(self, action: Callable[[], object], done: str, **forms: Any) -> HttpResponse:
        """Run `action`; where a rule says no, show the deliverable as it is now."""
        try:
            action()
        except ClusterError as error:
            self.__dict__.pop("one")  # it may have changed since it was read
            return self.show(409, error=error, **forms)
        return self.done(done, "learning_cluster:deliverable", self.one.cluster.slug, self.one.pk)


class DeliverablePage(DeliverableView):
    """Shows a deliverable; POST approves it."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        one, name = self.one, self.user.get_full_name() or self.user.get_username()
        return self.attempt(
            lambda: actions.approve_deliverable(one, name=name, by=self.actor, at=self.at),
            _("The deliverable has been approved."),
        )


class AskPartners(DeliverableView):
    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        one = self.one
        form = AskForm(request.POST, deliverable=one)
        if not form.is_valid():
            return self.show(ask=form)
        until, reviewers = form.cleaned_data["until"], form.reviewers
        return self.attempt(
            lambda: actions.ask_partners(
                one, until=until, reviewers=reviewers, by=self.actor, at=self.at
            ),
            _("The partners have been asked."),
            ask=form,
        )


class NoteOpinion(DeliverableView):
    """The answer of a partner that came by another way."""

    template = "learning_cluster/admin/documents/opinion.html"

    @cached_property
    def asked(self) -> Consultation:
        rows = self.one.consultations.select_related("deliverable__phase__cluster")
        return get_object_or_404(rows, pk=self.kwargs["consultation"])

    def get(self, request: HttpRequest, slug: str, pk: int, consultation: int) -> HttpResponse:
        return self.form(OpinionForm(initial={"comment": self.asked.comment}))

    def post(self, request: HttpRequest, slug: str, pk: int, consultation: int) -> HttpResponse:
        form = OpinionForm(request.POST)
        if not form.is_valid():
            return self.form(form)
        try:
            actions.answer_consultation(self.asked, **form.cleaned_data, by=self.actor, at=self.at)
        except ClusterError as error:
            return self.form(form, 409, error=error)
        return self.done(
            _("The opinion has been noted."), "learning_cluster:deliverable", slug, self.one.pk
        )

    def form(self, form: OpinionForm, status: int = 200, **context: Any) -> HttpResponse:
        one = self.one
        back = reverse("learning_cluster:deliverable", args=[one.cluster.slug, one.pk])
        title = _("Opinion of %(partner)s") % {"partner": self.asked.partner}
        return self.page(title, status=status, trail=[(back, one.name)], form=form, **context)


class ReturnDeliverable(DeliverableView):
    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        one, form = self.one, ReasonForm(request.POST, auto_id="reason_%s")
        if not form.is_valid():
            return self.show(reason=form)
        reason = form.cleaned_data["reason"]
        return self.attempt(
            lambda: actions.return_deliverable(one, reason=reason, by=self.actor, at=self.at),
            _("The deliverable has been returned."),
            reason=form,
        )


class HandIn(DeliverableView):
    """The coordinator hands in what the association or the members bring."""

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        one = self.one
        if one.responsible == MemberRole.RESOURCE_PERSON:
            raise Http404
        return self.attempt(
            lambda: actions.hand_in(one, by=self.actor, at=self.at),
            _("The deliverable has been handed in."),
        )


class Files(DeliverableView):
    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        one = self.one
        if one.responsible == MemberRole.RESOURCE_PERSON:
            raise Http404
        form = FileForm(request.POST, request.FILES, auto_id="file_%s")
        if not form.is_valid():
            return self.show(file=form)
        author = Member.objects.accepted().of_user(self.user).filter(cluster=one.cluster).first()
        return self.attempt(
            lambda: actions.add_file(
                one, **form.cleaned_data, author=author, by=self.actor, at=self.at
            ),
            _("The file has been added."),
            file=form,
        )


class OpenFile(DeliverableView):
    def get(self, request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
        row = get_object_or_404(self.one.files, number=number)
        return handed_over(title=row.title, file=row.file, url="")
