"""The handbook inside the portal (B6): its contents, a chapter, and all of it for printing."""

from itertools import pairwise

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from booking.handbook.reading import chapter, titles
from booking.handbook.subjects import Subject
from booking.staff.views.base import Audience, StaffView

ORDER = tuple(Subject)


def address(subject: Subject, section: str = "") -> str:
    path = reverse("calendar:handbook_chapter", args=[subject])
    return f"{path}#{section}" if section else path


def on_this_page(subject: Subject, section: str = "") -> str:
    return f"#{section or subject}"


class Handbook(StaffView):
    """What there is to read."""

    audience = Audience.EVERYBODY
    chapter = Subject.FIRST_STEPS

    def get(self, request: HttpRequest) -> HttpResponse:
        chapters = [(address(one), chapter(one, address)) for one in ORDER]
        context = {"title": _("Handbook"), "chapters": chapters}
        return render(request, "booking/staff/handbook/contents.html", context)


class HandbookChapter(StaffView):
    audience = Audience.EVERYBODY
    chapter = Subject.FIRST_STEPS

    def get(self, request: HttpRequest, subject: str) -> HttpResponse:
        if subject not in ORDER:
            raise Http404
        shown = chapter(Subject(subject), address)
        before = {after: one for one, after in pairwise(ORDER)}.get(shown.subject)
        after = dict(pairwise(ORDER)).get(shown.subject)
        context = {"title": shown.title, "chapter": shown}
        context["before"] = before and (address(before), titles()[before])
        context["after"] = after and (address(after), titles()[after])
        return render(request, "booking/staff/handbook/chapter.html", context)


class HandbookPrint(StaffView):
    """All chapters on one page; on paper each begins a new one."""

    audience = Audience.EVERYBODY
    chapter = Subject.FIRST_STEPS

    def get(self, request: HttpRequest) -> HttpResponse:
        chapters = [chapter(one, on_this_page, depth=3) for one in ORDER]
        context = {"title": _("Handbook"), "chapters": chapters}
        return render(request, "booking/staff/handbook/print.html", context)
