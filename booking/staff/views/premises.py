"""The notice for the premises, from the place's own page (B38): in which languages, and print."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from booking.enums import LocationKind
from booking.handbook.subjects import Subject
from booking.premises import EXTRA, every_words, languages_of, short_address
from booking.staff.views.base import StaffView
from languages.offered import own_name


class Premises(StaffView):
    """Choose the further languages; the notice itself is for everybody and opens elsewhere."""

    chapter = Subject.PLACES

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        if self.location.kind == LocationKind.UNIT:
            raise Http404  # a notice hangs at an office
        context = {
            "title": _("Notice for the premises"),
            "location": self.location,
            "address": short_address(self.location),
            "is_bilingual": len(languages_of(self.location)) > 1,
            "extra": [(code, own_name(code)) for code in EXTRA if code in every_words()],
        }
        return render(request, "booking/staff/premises.html", context)
