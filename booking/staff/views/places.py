"""The tree of places: what is where, and what is said of it (B2, B8). Nothing is ever deleted."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from booking.actions.places import add_place, change_place, move_office
from booking.enums import Channel, LocationKind
from booking.errors import BookingError
from booking.handbook.subjects import Subject
from booking.models import Appointment, Counter, Location
from booking.models.location import LocationQuerySet
from booking.staff.forms.places import MoveForm, NewPlaceForm, PlaceForm
from booking.staff.tree import branches
from booking.staff.views.configuring import ConfiguringView


class Tree(ConfiguringView):
    chapter = Subject.TREE
    template = "booking/staff/places/tree.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        used = Count("counters", filter=Q(counters__is_active=True))
        places = self.locations().annotate(used=used).order_by("path")
        return self.page(_("Units and offices"), branches=branches(places))


class PlaceAdd(ConfiguringView):
    chapter = Subject.TREE
    template = "booking/staff/places/form.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        parent = self.locations().filter(slug=request.GET.get("pod", "")).first()
        return self.show(self.form(initial={"parent": parent and parent.slug}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            place = add_place(
                parent=form.cleaned_data["parent"], by=self.actor, at=self.at, **form.facts()
            )
        except BookingError as error:
            form.add_error(None, error.message)
            return self.show(form)
        messages.success(request, _("“%(name)s” has been added.") % {"name": place.name})
        return redirect("calendar:tree")

    def form(self, *args: Any, **kwargs: Any) -> NewPlaceForm:
        places = self.locations().order_by("path")
        return NewPlaceForm(*args, places=places, is_administrator=self.is_administrator, **kwargs)

    def show(self, form: NewPlaceForm) -> HttpResponse:
        return self.page(_("Add a place"), form=form)


class PlaceEdit(ConfiguringView):
    chapter = Subject.TREE
    template = "booking/staff/places/form.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        changed = change_place(self.location, by=self.actor, at=self.at, **form.facts())
        said = _("The changes have been saved.") if changed else _("Nothing has changed.")
        messages.success(request, said)
        return redirect("calendar:tree")

    def form(self, *args: Any) -> PlaceForm:
        # A copy: checking a form writes what was typed into its instance.
        return PlaceForm(
            *args,
            instance=copy(self.location),
            is_unit=self.location.kind == LocationKind.UNIT,
            is_administrator=self.is_administrator,
        )

    def show(self, form: PlaceForm) -> HttpResponse:
        channels = [Channel(one).label for one in self.location.open_channels]
        return self.page(_("Edit the place"), form=form, channels=channels)


class PlaceMove(ConfiguringView):
    """Under another place one manages: chosen first, then confirmed with what goes along."""

    chapter = Subject.TREE
    template = "booking/staff/places/move.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        under = form.cleaned_data["under"]
        if "confirmed" not in request.POST:
            return self.show(form, under=under, **self.what_goes_along())
        try:
            move_office(self.location, under=under, by=self.actor, at=self.at)
        except BookingError as error:
            form.add_error("under", error.message)
            return self.show(form)
        said = _("“%(name)s” is now a part of “%(under)s”.")
        messages.success(request, said % {"name": self.location.name, "under": under.name})
        return redirect("calendar:tree")

    def form(self, *args: Any) -> MoveForm:
        if self.location.kind == LocationKind.UNIT:
            raise Http404  # units stand at the top and do not move
        return MoveForm(*args, places=self.targets())

    def targets(self) -> LocationQuerySet:
        places = self.locations().exclude(path__startswith=self.location.path)
        return places.exclude(path=self.location.path[: -Location.steplen]).order_by("path")

    def what_goes_along(self) -> dict[str, int]:
        below = {"location__path__startswith": self.location.path}
        counters = Counter.objects.in_use().filter(**below)
        coming = Appointment.objects.live().filter(period__endswith__gt=self.at)
        return {
            "parts": self.location.get_descendant_count(),
            "counters": counters.count(),
            "appointments": coming.filter(counter__in=Counter.objects.filter(**below)).count(),
        }

    def show(self, form: MoveForm, **context: Any) -> HttpResponse:
        return self.page(_("Move the place"), form=form, **context)
