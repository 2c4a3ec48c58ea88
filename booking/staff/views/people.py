"""Who works at the places one manages: given, ended, never more than one may give (B1)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.account_form import new_key
from accounts.actions import withdraw
from accounts.errors import AccountsError
from accounts.models import Grant
from accounts.roles import Role
from booking.actions.people import (
    engage,
    grants_managed_by,
    once,
    renew_password,
    roles_given_by,
)
from booking.errors import BookingError
from booking.handbook.subjects import Subject
from booking.staff.forms.people import EndForm, PersonForm
from booking.staff.people_rows import current, ended, person_rows
from booking.staff.views.configuring import ConfiguringView

ON_A_PAGE = 50


class People(ConfiguringView):
    chapter = Subject.PEOPLE
    template = "booking/staff/people/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        grants = grants_managed_by(self.user, self.at)
        part = Paginator(current(grants, self.at), ON_A_PAGE).get_page(request.GET.get("stran"))
        return self.page(
            _("Staff"),
            part=part,
            rows=person_rows(part.object_list),
            ended=person_rows(ended(grants, self.at)),
        )


# What is shown once must not be found again by the button "back" at a shared computer.
@method_decorator(never_cache, name="dispatch")
class PersonAdd(ConfiguringView):
    chapter = Subject.PEOPLE
    template = "booking/staff/people/form.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(self.form(initial={"key": new_key()}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            if form.is_new:
                once(form.cleaned_data["key"].hex)
            grant, password = engage(
                form.person,
                Role(form.cleaned_data["role"]),
                form.cleaned_data["place"],
                form.term(self.at),
                giver=self.user,
                by=self.actor,
                at=self.at,
            )
        except (BookingError, AccountsError) as error:
            form.add_error(None, error.message)
            return self.show(form)
        if password:
            return first_password(self, grant, password)
        messages.success(request, _("“%(name)s” has the role.") % {"name": grant.user.username})
        return redirect("calendar:people")

    def form(self, *args: Any, **kwargs: Any) -> PersonForm:
        return PersonForm(
            *args,
            places=self.locations().order_by("path"),
            roles=roles_given_by(self.user, self.at),
            today=self.today,
            is_name_needed=not self.is_administrator,
            **kwargs,
        )

    def show(self, form: PersonForm) -> HttpResponse:
        return self.page(_("Add a person"), form=form)


class PersonView(ConfiguringView):
    """A page of one grant among those that may be seen."""

    chapter = Subject.PEOPLE

    def grant(self, key: int) -> Grant:
        return get_object_or_404(grants_managed_by(self.user, self.at), pk=key)


class PersonEnd(PersonView):
    template = "booking/staff/people/end.html"

    def get(self, request: HttpRequest, grant: int) -> HttpResponse:
        return self.show(self.grant(grant), EndForm(today=self.today))

    def post(self, request: HttpRequest, grant: int) -> HttpResponse:
        row = self.grant(grant)
        form = EndForm(request.POST, today=self.today)
        if not form.is_valid():
            return self.show(row, form)
        withdraw(row, by=self.actor, at=self.at, ends_at=form.ends_at(self.zone))
        messages.success(request, _("The end of the role has been saved."))
        return redirect("calendar:people")

    def show(self, grant: Grant, form: EndForm) -> HttpResponse:
        return self.page(_("End the role"), form=form, row=person_rows([grant])[0])


@method_decorator(never_cache, name="dispatch")
class PersonPassword(PersonView):
    """Another first password for somebody who has not signed in with theirs."""

    template = "booking/staff/people/renew.html"

    def get(self, request: HttpRequest, grant: int) -> HttpResponse:
        return self.show(self.grant(grant))

    def post(self, request: HttpRequest, grant: int) -> HttpResponse:
        row = self.grant(grant)
        try:
            password = renew_password(row, giver=self.user, by=self.actor, at=self.at)
        except BookingError as error:
            return self.show(row, str(error.message))
        return first_password(self, row, password)

    def show(self, grant: Grant, error: str = "") -> HttpResponse:
        return self.page(_("New first password"), person=grant.user, grant=grant, error=error)


def first_password(view: ConfiguringView, grant: Grant, password: str) -> HttpResponse:
    """Show the password in the answer itself: kept nowhere, it cannot be shown a second time."""
    view.template = "booking/staff/people/password.html"
    return view.page(_("First password"), person=grant.user, password=password)
