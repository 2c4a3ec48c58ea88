"""What the coordinator sends about local governments and people (L2)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from languages.mail_addresses import MailAddressField
from languages.offered import own_names
from languages.plain_text import PlainTextField
from learning_cluster.actions.governments import Asked
from learning_cluster.actions.members import Contact
from learning_cluster.enums import MemberRole, MembershipKind
from learning_cluster.models import Cluster, LocalGovernment, Member, Membership
from learning_cluster.roles import INVITED

SELECT, REFUSE = "select", "refuse"


def reason_field(**more: Any) -> PlainTextField:
    """Return the field of a reason that people read."""
    return PlainTextField(
        label=_("Reason"),
        max_length=more.pop("max_length", 500),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason.")},
        **more,
    )


class KindForm(forms.Form):
    """Why a local government is in the cluster."""

    kind = forms.ChoiceField(
        label=_("Takes part as"),
        choices=MembershipKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose pilot or additional.")},
    )
    is_funded = forms.BooleanField(label=_("The project pays for its service"), required=False)


class AskForm(KindForm):
    """A local government to be invited; offered are those that were not yet."""

    government = forms.ModelChoiceField(
        label=_("Local government"),
        queryset=LocalGovernment.objects.none(),
        error_messages={"required": _("Choose the local government.")},
    )
    contact_name = PlainTextField(label=_("Contact person"), max_length=120, required=False)
    contact_email = MailAddressField(
        label=_("E-mail"), error_messages={"required": _("Write the e-mail address.")}
    )
    language = forms.ChoiceField(label=_("Language of the mails"), choices=own_names, initial="sr")
    field_order = ("government", "kind", "is_funded", "contact_name", "contact_email", "language")

    def __init__(self, *args: Any, cluster: Cluster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = LocalGovernment.objects.exclude(memberships__cluster=cluster)
        self.fields["government"].queryset = rows  # type: ignore[attr-defined]  # a choice of rows

    def asked(self) -> Asked:
        return Asked(**{key: self.cleaned_data[key] for key in Asked.__dataclass_fields__})


class AgainForm(forms.Form):
    """Where an invitation is sent once more."""

    name = PlainTextField(
        label=_("Name"),
        max_length=120,
        error_messages={"required": _("Write the name.")},
    )
    email = MailAddressField(
        label=_("E-mail"), error_messages={"required": _("Write the e-mail address.")}
    )


class DecideForm(forms.Form):
    """`seen` is the state of the local government that the page showed."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(SELECT, _("selected")), (REFUSE, _("not selected"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it is selected.")},
    )
    reason = reason_field(max_length=2000, help_text=_("The local government reads it by mail."))
    seen = forms.CharField(widget=forms.HiddenInput, max_length=12)


class ReasonForm(forms.Form):
    reason = reason_field()


class ContactForm(AgainForm):
    """Who is invited, and how to reach them."""

    phone = PlainTextField(label=_("Telephone"), max_length=40, required=False)
    organisation = PlainTextField(label=_("Organisation"), max_length=200, required=False)
    post = PlainTextField(label=_("Post"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language of the mails"), choices=own_names, initial="sr")

    def contact(self) -> Contact:
        return Contact(**{key: self.cleaned_data[key] for key in Contact.__dataclass_fields__})


class InviteForm(ContactForm):
    """Somebody new: a representative comes from a selected local government."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role, MemberRole(role).label) for role in INVITED],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the role.")},
    )
    membership = forms.ModelChoiceField(
        label=_("Local government"),
        help_text=_("Only of a representative."),
        queryset=Membership.objects.none(),
        required=False,
    )
    field_order = ("role", "membership", "name", "email", "phone", "organisation", "post")

    def __init__(self, *args: Any, cluster: Cluster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Membership.objects.selected().filter(cluster=cluster).with_names()
        field: Any = self.fields["membership"]
        field.queryset = rows
        field.label_from_instance = lambda row: row.government.name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        is_representative = data.get("role") == MemberRole.REPRESENTATIVE
        if is_representative and not data.get("membership") and "membership" not in self.errors:
            self.add_error("membership", _("Choose the local government they represent."))
        if not is_representative:
            data["membership"] = None
        return data


class ReplaceForm(ContactForm):
    """Who comes in whose place, and why."""

    reason = reason_field(help_text=_("Whoever leaves reads it by mail."))
    field_order = ("reason", "name", "email", "phone", "organisation", "post", "language")

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("organisation", "language"):
            self.initial.setdefault(name, getattr(member, name))
