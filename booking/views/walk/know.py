"""What to know and bring, and that it has been read (B22)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from booking.cases import read_cases
from booking.forms.know import KnowForm
from booking.information.service_facts import checklist
from booking.views.walk import session
from booking.views.walk.held import Hold, booking_step
from booking.views.walk.posted import posted
from privacy.enums import NoticeKind
from privacy.models import Notice


@booking_step
def know(request: HttpRequest, hold: Hold) -> HttpResponse:
    service = hold.booking.service
    notice = Notice.objects.in_force(NoticeKind.ACKNOWLEDGEMENT, service.slug, timezone.now())
    version = notice.pk if notice else None
    cases = read_cases(request.POST) if request.method == "POST" else list(hold.cases)
    if "list" in request.POST:  # without script: only the list of these cases
        session.keep_cases(request, service, cases)
        return redirect("book_know")
    form = KnowForm(posted(request), notice=notice) if notice else None
    if request.method == "POST" and (form is None or form.is_valid()):
        session.keep_draft(request, service, acknowledgement=version, known=True, cases=cases)
        return redirect("book_people")
    if form:
        kept = session.draft(request, service).get("acknowledgement")
        form.initial["is_acknowledged"] = kept == version
    groups = checklist(service.documents.all(), cases)
    context = {"hold": hold, "form": form, "notice": notice, "groups": groups}
    return render(request, "booking/walk/know.html", context)
