"""Who comes, what they need, whom we write to, the privacy notice (B21, B24, B26, B36, B37)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from booking.forms.people import PeopleForms
from booking.views.walk import session
from booking.views.walk.held import Hold, booking_step
from booking.views.walk.posted import posted
from privacy.enums import NoticeKind
from privacy.models import Notice

PRIVACY_KEY = "booking"


@booking_step
def people(request: HttpRequest, hold: Hold) -> HttpResponse:
    service = hold.booking.service
    kept = session.draft(request, service)
    if not kept.get("known"):
        return redirect("book_know")
    typed = kept.get("typed")
    data: MultiValueDict | None = posted(request)
    if data is None and typed and "again" in request.GET:
        data = MultiValueDict(typed)  # the next page could not take it: say here what is missing
    forms = PeopleForms(
        service,
        len(hold.appointments),
        privacy_notice(),
        data=data,
        typed=typed,
        cases=hold.cases,
    )
    if request.method == "POST":
        session.keep_draft(request, service, typed=forms.typed())
        if forms.is_valid():
            session.keep_cases(request, service, forms.told_cases())
            return redirect("book_check")
    context = {"hold": hold, "forms": forms, "has_errors": data is not None}
    return render(request, "booking/walk/people.html", context)


def privacy_notice() -> Notice:
    """Return the privacy notice in force; without one nobody may be asked for personal data."""
    notice = Notice.objects.in_force(NoticeKind.PRIVACY, PRIVACY_KEY, timezone.now())
    if notice is None:
        raise Notice.DoesNotExist("no privacy notice is in force for bookings")
    return notice
