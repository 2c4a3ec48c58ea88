"""The inbox of an office: what happened to its appointments (B48)."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from booking.actions.mailboxes import prove_mailbox, set_mailbox
from booking.actions.telling import read_news
from booking.enums import NewsMode
from booking.errors import BookingError
from booking.handbook.subjects import Subject
from booking.models import Appointment, UnitMailbox, UnitNews
from booking.models.location import LocationQuerySet
from booking.staff.views.base import ManagerView, StaffView

ON_A_PAGE = 50


class News(StaffView):
    chapter = Subject.NEWS

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        rows = UnitNews.objects.filter(location=self.location)
        # Who still comes here: after a move away the booking is another office's affair.
        here = Appointment.objects.live().filter(counter__location=self.location)
        coming = Prefetch("booking__appointments", here.select_related("visitor"), to_attr="coming")
        page = Paginator(
            rows.select_related("booking__service").prefetch_related(coming), ON_A_PAGE
        ).get_page(request.GET.get("stran"))
        newest = rows.first()
        context = {
            "title": _("News"),
            "location": self.location,
            "page": page,
            "unread": rows.unread().count(),
            "newest": newest.pk if newest else 0,
        }
        return render(request, "booking/staff/news.html", context)

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Mark all, or the ticked ones, as read."""
        if "all" in request.POST:
            count = read_news(self.location, until=_key(request.POST["all"]), at=self.at)
        else:
            keys = [_key(text) for text in request.POST.getlist("news")]
            count = read_news(self.location, keys, at=self.at)
        said = ngettext(
            "%(count)s entry marked as read.", "%(count)s entries marked as read.", count
        )
        messages.success(request, said % {"count": count})
        return HttpResponseRedirect(reverse("calendar:news", args=[slug]))


def _key(text: str) -> int:
    """Return a row's key; 0, which is nobody's, for what is none."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0


class MailboxForm(forms.Form):
    address = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    mode = forms.ChoiceField(
        label=gettext_lazy("When do we write?"), choices=NewsMode, widget=forms.RadioSelect
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code from the mail"),
        max_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class Mailbox(ManagerView):
    """Where the office's news are mailed; a new address is proved by a code."""

    chapter = Subject.NEWS

    def locations(self) -> LocationQuerySet:
        """Units themselves have no news."""
        return super().locations().offices()

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self._page(request)

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self._prove(request) if "code" in request.POST else self._set(request)

    def _set(self, request: HttpRequest) -> HttpResponse:
        form = MailboxForm(request.POST)
        if not form.is_valid():
            return self._page(request, form=form)
        mode = NewsMode(form.cleaned_data["mode"])
        try:
            mailbox = set_mailbox(
                self.location,
                address=form.cleaned_data["address"],
                mode=mode,
                by=self.actor,
                at=self.at,
            )
        except BookingError as error:
            form.add_error("address", error.message)
            return self._page(request, form=form)
        if mailbox.is_verified:
            messages.success(request, _("Saved."))
        else:
            messages.success(request, _("Saved. We have mailed a code to the address."))
        return self._back()

    def _prove(self, request: HttpRequest) -> HttpResponse:
        form, mailbox = CodeForm(request.POST), self._mailbox()
        if mailbox is None or not form.is_valid():
            return self._page(request, code_form=form)
        try:
            if prove_mailbox(mailbox, form.cleaned_data["code"], by=self.actor, at=self.at):
                messages.success(request, _("The address is proved. News go there from now on."))
                return self._back()
        except BookingError as error:
            form.add_error("code", error.message)
        else:
            form.add_error("code", _("This is not the code we mailed. Look at the newest mail."))
        return self._page(request, code_form=form)

    def _mailbox(self) -> UnitMailbox | None:
        return UnitMailbox.objects.filter(location=self.location).first()

    def _page(
        self,
        request: HttpRequest,
        form: MailboxForm | None = None,
        code_form: CodeForm | None = None,
    ) -> HttpResponse:
        mailbox = self._mailbox()
        known = {"address": mailbox.address, "mode": mailbox.mode} if mailbox else {}
        context = {
            "title": _("News by mail"),
            "location": self.location,
            "mailbox": mailbox,
            "form": form or MailboxForm(initial=known or {"mode": NewsMode.DIGEST}),
            "code_form": code_form or CodeForm(),
        }
        return render(request, "booking/staff/mailbox.html", context)

    def _back(self) -> HttpResponse:
        return HttpResponseRedirect(reverse("calendar:mailbox", args=[self.location.slug]))
