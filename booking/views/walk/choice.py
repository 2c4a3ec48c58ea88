"""What is chosen on the way to a time: it travels in the address, never in the session."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from booking.cases import PARAMETER, as_value, read_cases
from booking.forms.start import StartForm
from booking.models import Booking, Municipality, Service
from booking.views.walk import session

TRAVELS = ("near", "lat", "lon", "sort")
CARRIED = (*TRAVELS, "urgent")


@dataclass(frozen=True)
class Choice:
    """The answers so far: how many people, which municipality, from where, and what is moved.

    `cases` are the conditions for documents that were ticked on the service's page.
    `urgent_reason` is why the case is urgent; it waits in the session, never in the address.
    """

    service: Service
    people: int = 1
    municipality: Municipality | None = None
    moves: Booking | None = None
    near: str = ""
    lat: str = ""
    lon: str = ""
    sort: str = ""
    urgent_reason: str = ""
    cases: tuple[str, ...] = ()

    @property
    def is_urgent(self) -> bool:
        return self.moves.is_urgent if self.moves else bool(self.urgent_reason)

    @property
    def query(self) -> dict[str, str]:
        """Return the parameters of this choice, the empty ones and the defaults left out."""
        pairs = {
            "people": str(self.people) if self.people > 1 else "",
            "municipality": self.municipality.slug if self.municipality else "",
            "moves": "1" if self.moves else "",
            "urgent": "1" if self.urgent_reason and not self.moves else "",
            PARAMETER: "" if self.moves else as_value(self.cases),
            **{name: getattr(self, name) for name in TRAVELS},
        }
        return {name: value for name, value in pairs.items() if value}

    def but(self, **changes: Any) -> "Choice":
        return replace(self, **changes)

    def url(self, view: str, *args: str, **more: str) -> str:
        """Return the address of a step of this service, with the choice and `more` in its query."""
        query = urlencode({**self.query, **more})
        path = reverse(view, args=[self.service.slug, *args])
        return f"{path}?{query}" if query else path


def read_choice(request: HttpRequest, service: Service) -> Choice | None:
    """Return the choice of a request; None when the service's questions are not answered yet.

    None also for an urgent case of which this browser has not said why.
    """
    data = request.POST if request.method == "POST" else request.GET
    near, lat, lon, sort = (data.get(name, "")[:80] for name in TRAVELS)
    if data.get("moves"):
        moves = session.moved_booking(request, service)
        if moves is None:
            return None
        people = moves.appointments.live().count()
        return Choice(service, people, moves.municipality, moves, near, lat, lon, sort)
    form = start_form(data, service)
    reason = session.urgent_reason(request, service) if is_urgent(data, service) else ""
    if not form.is_valid() or (is_urgent(data, service) and not reason):
        return None
    people, municipality = form.cleaned_data["people"], form.cleaned_data.get("municipality")
    cases = tuple(read_cases(data))
    return Choice(service, people, municipality, None, near, lat, lon, sort, reason, cases)


def is_urgent(data: QueryDict, service: Service) -> bool:
    """Say whether a request is for an urgent case of a service that has such a path (B35)."""
    return data.get("urgent") == "1" and service.has_urgent_path


def start_form(data: QueryDict, service: Service) -> StartForm:
    """Return the form of the first questions, filled from a query."""
    answers = {"people": data.get("people") or "1", "municipality": data.get("municipality", "")}
    return StartForm(answers, service=service)


def ask_first(request: HttpRequest, service: Service, office: str = "") -> HttpResponse:
    """Lead back to the first questions; what was answered wrongly is shown there with its error.

    Who has not said why a case is urgent is asked that first, and comes back to `office`.

    Who was moving an appointment, but too long ago, must not make a second one by mistake.
    """
    data = request.POST if request.method == "POST" else request.GET
    if data.get("moves"):
        messages.warning(request, _("Open the link from your confirmation again to move it."))
        return redirect("find_booking")
    answers = carried(data)
    if is_urgent(data, service) and not session.urgent_reason(request, service):
        path = reverse("book_urgent", args=[service.slug])
        answers |= {"office": office} if office else {}
    else:
        path = reverse("book", args=[service.slug])
    return redirect(f"{path}?{urlencode(answers)}" if answers else path)


def carried(data: QueryDict) -> dict[str, str]:
    """Return what a request says of the choice, as it says it."""
    answers = {name: data.get(name, "")[:80] for name in ("people", "municipality", *CARRIED)}
    answers[PARAMETER] = as_value(read_cases(data))
    return {name: text for name, text in answers.items() if text}
