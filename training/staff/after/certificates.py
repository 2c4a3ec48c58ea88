"""Certificates: found by number or name, looked at, revoked, given anew with the right name."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from languages.plain_text import PlainTextField
from printing.pdf import PdfUnavailable
from privacy.audit import record
from training.actions.certificates import LABEL, reissue, revoke
from training.certificate_facts import read
from training.certificate_paper import certificate_pdf, file_name
from training.errors import TrainingError
from training.forms.after import NameForm, RevokeForm
from training.models import Certificate
from training.models.certificate import CertificateQuerySet
from training.staff.coordinator import CoordinatorView

PER_PAGE = 50
LIST = ("training:certificates", gettext_lazy("Certificates"))


class SearchForm(forms.Form):
    """In the address: names of fields are what readers see there."""

    iskano = PlainTextField(label=gettext_lazy("Number or name"), max_length=120, required=False)


class CertificateView(CoordinatorView):
    template = "training/admin/after/certificate.html"
    trail: ClassVar[tuple[tuple[str, Any], ...]] = (LIST,)

    def rows(self) -> CertificateQuerySet:
        return Certificate.objects.visible_to(self.user, self.at).select_related(
            "enrolment__run", "enrolment__participant", "replaces", "replaced_by"
        )

    @cached_property
    def certificate(self) -> Certificate:
        return get_object_or_404(self.rows(), pk=self.kwargs["pk"])

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        row = self.certificate
        if row.is_valid:
            more.setdefault("revoking", RevokeForm())
            if row.name:
                more.setdefault("naming", NameForm(initial={"name": row.name}))
        title = _("Certificate %(number)s") % {"number": row.full_number}
        return self.page(title, status=status, row=row, facts=read(row), **more)

    def refused(self, error: TrainingError) -> HttpResponse:
        """Show the certificate as it is now with what was refused."""
        self.__dict__.pop("certificate")
        return self.show(409, error=error)


class Certificates(CertificateView):
    """The newest first."""

    template = "training/admin/after/certificates.html"
    trail = ()

    def get(self, request: HttpRequest) -> HttpResponse:
        form = SearchForm(request.GET)
        wanted = form.cleaned_data["iskano"] if form.is_valid() else ""
        rows = self.rows().numbered(wanted) if wanted else self.rows()
        part = Paginator(rows, PER_PAGE).get_page(request.GET.get("stran"))
        query = urlencode({"iskano": wanted}) if wanted else ""
        return self.page(str(LIST[1]), form=form, part=part, wanted=wanted, query=query)


class CertificatePage(CertificateView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()


class Revoke(CertificateView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect("training:certificate", self.certificate.pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = RevokeForm(request.POST)
        if not form.is_valid():
            return self.show(revoking=form)
        try:
            revoke(self.certificate, **form.cleaned_data, by=self.actor, at=self.at)
        except TrainingError as error:
            return self.refused(error)
        text = _("The certificate has been revoked; its holder is being told.")
        return self.done(text, "training:certificate", self.certificate.pk)


class Rename(CertificateView):
    """Gives a new certificate with the right name in place of this one."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect("training:certificate", self.certificate.pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = NameForm(request.POST)
        if not form.is_valid():
            return self.show(naming=form)
        try:
            new = reissue(self.certificate, **form.cleaned_data, by=self.actor, at=self.at)
        except TrainingError as error:
            return self.refused(error)
        text = _("Certificate %(number)s has been issued and mailed.") % {"number": new.full_number}
        return self.done(text, "training:certificate", new.pk)


class CertificateFile(CertificateView):
    """The paper; that it left the portal is in the audit trail."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.certificate
        if not row.is_valid or not row.name:
            return redirect("training:certificate", row.pk)
        try:
            content = certificate_pdf(row)
        except PdfUnavailable:
            text = _("This server cannot make PDF files just now. Try again later.")
            return self.show(503, error=TrainingError("no_pdf", text))
        record(self.actor, "exported", LABEL, row.pk, at=self.at)
        headers = {"Content-Disposition": f'inline; filename="{file_name(row)}"'}
        return HttpResponse(content, content_type="application/pdf", headers=headers)
