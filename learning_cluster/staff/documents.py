"""Documents before the coordinator: the list, one of them, its approval or return (L6, L7)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from learning_cluster.actions import documents as actions
from learning_cluster.document_files import exported
from learning_cluster.enums import DocumentState
from learning_cluster.errors import ClusterError
from learning_cluster.forms.documents import ReasonForm
from learning_cluster.messages.documents import name_of
from learning_cluster.models import Document
from learning_cluster.sections import sections_of, written
from learning_cluster.staff.clusters import trail_of
from learning_cluster.staff.door import CoordinatorView


class Documents(CoordinatorView):
    template = "learning_cluster/admin/documents/list.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        cluster = self.cluster(slug)
        rows = Document.objects.visible_to(self.user, self.at).filter(cluster=cluster)
        return self.page(
            _("Documents"),
            trail=trail_of(cluster),
            cluster=cluster,
            documents=rows.with_names().annotate(
                number=Max("versions__number"), saved=Max("versions__saved_at")
            ),
        )


class DocumentView(CoordinatorView):
    template = "learning_cluster/admin/documents/one.html"

    @cached_property
    def one(self) -> Document:
        cluster = self.cluster(self.kwargs["slug"])
        rows = Document.objects.visible_to(self.user, self.at).filter(cluster=cluster)
        return get_object_or_404(rows.with_names(), uid=self.kwargs["uid"])

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        one = self.one
        slug, newest = one.cluster.slug, one.newest
        context.setdefault("reason", ReasonForm())
        return self.page(
            capfirst(name_of(one)),
            status=status,
            trail=[(reverse("learning_cluster:documents", args=[slug]), _("Documents"))],
            one=one,
            newest=newest,
            written=written(sections_of(one.template), newest.texts if newest else {}),
            is_decidable=one.state == DocumentState.SUBMITTED and not hasattr(one, "deliverable"),
            **context,
        )

    def attempt(self, action: Callable[[], object], done: str, **forms: Any) -> HttpResponse:
        """Run `action`; where a rule says no, show the document as it is now."""
        try:
            action()
        except ClusterError as error:
            self.__dict__.pop("one")  # it may have changed since it was read
            return self.show(409, error=error, **forms)
        return self.done(done, "learning_cluster:document", self.one.cluster.slug, self.one.uid)


class DocumentPage(DocumentView):
    """Shows a document; POST approves it."""

    def get(self, request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
        one, name = self.one, self.user.get_full_name() or self.user.get_username()
        return self.attempt(
            lambda: actions.approve_document(one, name=name, by=self.actor, at=self.at),
            _("The document has been approved."),
        )


class ReturnDocument(DocumentView):
    def post(self, request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
        one, form = self.one, ReasonForm(request.POST)
        if not form.is_valid():
            return self.show(reason=form)
        reason = form.cleaned_data["reason"]
        return self.attempt(
            lambda: actions.return_document(one, reason=reason, by=self.actor, at=self.at),
            _("The document has been returned."),
            reason=form,
        )


class DocumentFile(DocumentView):
    def get(
        self, request: HttpRequest, slug: str, uid: UUID, number: int, form: str
    ) -> HttpResponse:
        rows = self.one.versions.select_related("document__cluster__project")
        version = get_object_or_404(rows, number=number)
        made = exported(request, version, form, by=self.actor, at=self.at)
        return made or redirect("learning_cluster:document", slug, uid)
