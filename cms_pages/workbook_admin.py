"""The catalogue as a workbook in the admin: out, in, and what a workbook would do first (B9)."""

import hashlib
from typing import Any

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET
from django.views.generic import View

from booking.errors import BookingError
from booking.handbook.reading import chapter
from booking.handbook.subjects import Subject
from booking.workbook.checking import check
from booking.workbook.gate import LARGEST_FILE
from booking.workbook.plan import Entry, Plan
from booking.workbook.problems import WorkbookRefused
from booking.workbook.reading import read
from booking.workbook.stored import stored
from booking.workbook.writing import write
from cms_pages.actions import import_catalogue
from printing.spreadsheet import XLSX
from privacy.audit import actor_from

KEPT_SECONDS = 30 * 60
_INDEX = "catalogue_services:index"
_IMPORT = "catalogue_services:workbook_import"
_PREVIEW = "catalogue_services:workbook_preview"


class WorkbookForm(forms.Form):
    workbook = forms.FileField(
        label=gettext_lazy("Workbook"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": gettext_lazy("Choose the workbook to be imported.")},
    )

    def clean_workbook(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["workbook"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large: at most 5 MB are taken."))
        return file


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Answer with the whole catalogue as a workbook."""
    name = f"okence-storitve-{timezone.localdate():%Y-%m-%d}.xlsx"
    return HttpResponse(
        write(stored()),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_GET
def workbook_help(request: HttpRequest) -> HttpResponse:
    """Show editors their chapter of the handbook, whose other pages are not for them (B6)."""
    shown = chapter(Subject.WORKBOOK, lambda _subject, section: f"#{section}")
    context = {"title": shown.title, "chapter": shown}
    return render(request, "cms_pages/admin/workbook_help.html", context)


class Import(View):
    """Takes a workbook and keeps it, for its uploader alone, until it is confirmed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(WorkbookForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = WorkbookForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form)
        file = form.cleaned_data["workbook"]
        content = file.read()
        try:
            read(content, name=file.name)
        except WorkbookRefused as refused:
            return self._page(WorkbookForm(), problems=refused.problems, name=file.name)
        kept = {"content": content, "name": file.name, "key": hashlib.sha256(content).hexdigest()}
        cache.set(_kept_as(request), kept, KEPT_SECONDS)
        return redirect(_PREVIEW)

    def _page(self, form: WorkbookForm, **context: Any) -> HttpResponse:
        context |= {"title": _("Import from Excel"), "form": form}
        return render(self.request, "cms_pages/admin/workbook_import.html", context)


class Preview(View):
    """Shows what the kept workbook would do; does it when that is confirmed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        kept = cache.get(_kept_as(request))
        if kept is None:
            return _upload_again(request)
        plan = check(read(kept["content"], name=kept["name"]), stored())
        context = {"title": _("What the workbook would change"), "kept": kept, "plan": plan}
        context["groups"] = _groups(plan)
        return render(request, "cms_pages/admin/workbook_preview.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        kept = cache.get(_kept_as(request))
        if kept is None or kept["key"] != request.POST.get("workbook"):
            return _upload_again(request)
        try:
            plan = import_catalogue(
                read(kept["content"], name=kept["name"]),
                by=actor_from(request, role="editor", channel="admin"),
                at=timezone.now(),
                expected=request.POST.get("plan", ""),
            )
        except BookingError as error:
            messages.error(request, error.message)
            return redirect(_PREVIEW)
        cache.delete(_kept_as(request))
        messages.success(request, _told(plan))
        return redirect(_INDEX)


def _kept_as(request: HttpRequest) -> str:
    return f"catalogue_workbook:{request.user.pk}"


def _upload_again(request: HttpRequest) -> HttpResponse:
    text = _("This workbook is no longer waiting: it was imported, replaced, or waited too long.")
    messages.warning(request, text)
    return redirect(_IMPORT)


def _groups(plan: Plan) -> list[tuple[str, list[Entry]]]:
    """Return the headed lists of rows to be added and changed that have any."""
    groups = [(_("Would be new"), plan.new), (_("Would change"), plan.changed)]
    return [(heading, entries) for heading, entries in groups if entries]


def _told(plan: Plan) -> str:
    added, changed = len(plan.new), len(plan.changed)
    parts = [
        ngettext("%(count)s row added", "%(count)s rows added", added) % {"count": added},
        ngettext("%(count)s row changed", "%(count)s rows changed", changed) % {"count": changed},
    ]
    return _("The workbook is imported: %(parts)s.") % {"parts": ", ".join(parts)}


def workbook_urls() -> list[URLPattern]:
    """Return the addresses below those of the services; whoever mounts them guards them."""
    return [
        path("izvoz/", export, name="workbook_export"),
        path("uvoz/", Import.as_view(), name="workbook_import"),
        path("uvoz/pomoc/", workbook_help, name="workbook_help"),
        path("uvoz/pregled/", Preview.as_view(), name="workbook_preview"),
    ]
