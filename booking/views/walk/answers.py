"""The answers before booking, row by row, each with the way to change it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from booking.forms.cases import CasesForm
from booking.forms.people import NEEDS, NOTIFY, ContactForm, PeopleForms, VisitorForm
from booking.views.walk.held import Hold
from booking.views.walk.rows import Row, language
from languages import dates
from languages.offered import own_name


def answer_rows(hold: Hold, forms: PeopleForms) -> list[Row]:
    """Return the rows of components/summary_list.html; `forms` have been found valid."""
    rows = [*visit_rows(hold), *_visitor_rows(forms), *_case_rows(forms.cases)]
    return rows + _contact_rows(forms.contact, forms.contact_name)


def visit_rows(hold: Hold) -> list[Row]:
    booking, choice = hold.booking, hold.choice
    office = booking.location
    people = len(hold.appointments)
    rows: list[Row] = [
        {"key": _("Service"), "value": booking.service.name},
        {
            "key": _("Where"),
            "value": "\n".join(filter(None, [office.name, office.address])),
            "href": choice.url("book_where"),
        },
        {
            "key": _("When"),
            "value": dates.date_time(hold.starts_at, office.zone, language()),
            "href": hold.when_url,
        },
        {
            "key": _("How many"),
            "value": ngettext("%(number)d person", "%(number)d people", people)
            % {"number": people},
            "href": reverse("book", args=[booking.service.slug])
            if booking.service.max_people > 1 and not booking.moves
            else "",
        },
    ]
    if booking.urgent_reason:
        href = choice.url("book_urgent", office=office.slug)
        rows.append({"key": _("Urgent because"), "value": booking.urgent_reason, "href": href})
    return rows


def _visitor_rows(forms: PeopleForms) -> list[Row]:
    rows: list[Row] = []
    for number, form in enumerate(forms.visitors, start=1):
        is_alone = len(forms.visitors) == 1
        key = _("Who comes") if is_alone else _("Person %(number)d") % {"number": number}
        rows.append({"key": key, "value": _person(form), "href": _change(form, "name")})
        rows.append(
            {
                "key": _("Needs at the visit"),
                "value": _needs(form) or _("none"),
                "href": _change(form, "needs"),
                "hidden": _("needs at the visit of %(name)s") % {"name": form.cleaned_data["name"]},
            }
        )
    return rows


def _case_rows(form: CasesForm) -> list[Row]:
    told = form.cleaned_data.get("cases", [])
    labels = [str(case.label) for case in form.asked if case in told]
    return [
        {
            "key": bound.label,
            "value": ", ".join(labels) or _("nothing of it"),
            "href": f"{reverse('book_people')}#{bound.auto_id}",
        }
        for bound in form
    ]


def _needs(form: VisitorForm) -> str:
    data = form.cleaned_data
    told = [str(label) for code, label in NEEDS if code in data["needs"]]
    return "\n".join(filter(None, [", ".join(told), data["more_needs"]]))


def _person(form: VisitorForm) -> str:
    lines = [form.cleaned_data["name"]]
    if form.cleaned_data["is_child"]:
        lines.append(_("a child"))
    if form.cleaned_data.get("is_represented"):
        lines.append(_("somebody else comes in their name"))
    return "\n".join(lines)


def _contact_rows(form: ContactForm, name: str) -> list[Row]:
    data = form.cleaned_data
    ways = [str(label) for code, label in NOTIFY if code in data["notify"]]
    answers = [
        (_("We write to"), name, "name"),
        (_("E-mail"), data["email"] or _("none"), "email"),
        (_("Telephone"), data["phone"] or _("none"), "phone"),
        (
            _("We send the confirmation"),
            ", ".join(ways) or _("not at all: note the reference"),
            "notify",
        ),
        (_("Language of messages"), own_name(data["language"]), "language"),
    ]
    return [
        {"key": key, "value": value, "href": _change(form, field)} for key, value, field in answers
    ]


def _change(form: VisitorForm | ContactForm, field: str) -> str:
    return f"{reverse('book_people')}#{form[field].auto_id}"
