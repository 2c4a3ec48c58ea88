"""Whose account it is: the part that every form has which gives somebody work (B1, T5)."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.newcomers import Person
from languages.plain_text import PlainTextField


def new_key() -> str:
    """Return what a page is sent with, so that pressed twice it opens one account."""
    return uuid.uuid4().hex


class AccountForm(forms.Form):
    """Whose account it is: somebody new, or who has one."""

    NEW, KNOWN = "new", "known"

    who = forms.ChoiceField(
        label=_("Does this person already have an account?"),
        choices=[
            (NEW, _("no, open one: the portal makes up a username and a first password")),
            (KNOWN, _("yes")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether this person has an account.")},
    )
    username = forms.CharField(
        label=_("Username"),
        help_text=_("Only for somebody who has an account. The person knows it."),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    first_name = PlainTextField(
        label=_("First name"),
        max_length=150,
        error_messages={"required": _("Write the first name.")},
    )
    last_name = PlainTextField(
        label=_("Surname"),
        max_length=150,
        error_messages={"required": _("Write the surname.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        is_unsaid = data.get("who") == self.KNOWN and not data.get("username")
        if is_unsaid and "username" not in self.errors:
            self.add_error("username", _("Write the username this person signs in with."))
        return data

    @property
    def is_new(self) -> bool:
        return bool(self.cleaned_data["who"] == self.NEW)

    @property
    def person(self) -> Person:
        data = self.cleaned_data
        username = "" if self.is_new else data["username"].strip()
        return Person(data["first_name"], data["last_name"], username)
