"""A new fee for many services at once, from a day on: choose, look, confirm (U1)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import View

from booking.actions.fees import forget_fee, plan_fee
from booking.errors import BookingError
from booking.information.service_facts import fee
from booking.models import FeeChange, Service
from privacy.audit import actor_from

_FEES = "catalogue_services:fees"


class ServiceChoice(forms.ModelMultipleChoiceField):
    """Services with the fee of today beside their names, under their categories."""

    def label_from_instance(self, service: Service) -> str:
        return f"{service.name} – {fee(service, timezone.localdate()) or _('free of charge')}"


class FeeForm(forms.Form):
    fee = forms.DecimalField(
        label=gettext_lazy("New fee in euros"),
        min_value=0,
        max_digits=8,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    valid_from = forms.DateField(
        label=gettext_lazy("Valid from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Until that day the fee of today is shown; then the new one."),
    )
    services = ServiceChoice(
        Service.objects.none(),
        label=gettext_lazy("Services"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one service.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = Service.objects.active().select_related("category")
        self.fields["services"].queryset = choices.prefetch_related("fee_changes")  # type: ignore[attr-defined]  # the field is a ServiceChoice

    def clean_valid_from(self) -> Any:
        if self.cleaned_data["valid_from"] <= timezone.localdate():
            raise forms.ValidationError(BookingError("fee_in_the_past").message)
        return self.cleaned_data["valid_from"]


class Fees(View):
    """The fees to come, and the form for more; without `confirmed` a POST only shows."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(FeeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = FeeForm(request.POST)
        if not form.is_valid() or "confirmed" not in request.POST:
            return self._page(form)
        facts = form.cleaned_data
        try:
            plan_fee(
                list(facts["services"]),
                fee=facts["fee"],
                valid_from=facts["valid_from"],
                by=actor_from(request, role="editor", channel="admin"),
                at=timezone.now(),
            )
        except BookingError as error:
            form.add_error("valid_from", error.message)
            return self._page(form)
        number = len(facts["services"])
        text = ngettext(
            "The new fee is set for %(number)s service.",
            "The new fee is set for %(number)s services.",
            number,
        )
        messages.success(request, text % {"number": number})
        return redirect(_FEES)

    def _page(self, form: FeeForm) -> HttpResponse:
        planned = FeeChange.objects.select_related("service").order_by("valid_from", "service")
        today = timezone.localdate()
        context = {"title": _("New fees"), "form": form, "planned": planned}
        if form.is_bound and form.is_valid():
            chosen = form.cleaned_data["services"]
            context["rows"] = [(one, fee(one, today) or _("free of charge")) for one in chosen]
        return render(self.request, "cms_pages/admin/fees.html", context)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Take one planned fee back. One that is gone already is what was wanted."""
    key = request.POST.get("change", "")
    changes = FeeChange.objects.filter(pk=int(key)) if key.isdecimal() and len(key) < 19 else []
    actor = actor_from(request, role="editor", channel="admin")
    if forget_fee(list(changes), by=actor, at=timezone.now()):
        messages.success(request, _("The new fee has been taken back."))
    return redirect(_FEES)


def fee_urls() -> list[URLPattern]:
    return [
        path("takse/", Fees.as_view(), name="fees"),
        path("takse/umik/", forget, name="fee_forget"),
    ]
