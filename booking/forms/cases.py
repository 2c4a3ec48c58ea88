"""Which conditions for documents are theirs, of those the service has (B25, B36)."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from booking.cases import CONDITIONS
from booking.enums import DocumentCase, Presence
from booking.models import Service


class CasesForm(forms.Form):
    """Shows the cases told `before`. Without such conditions of the service it has no field.

    Whether a child or a representative comes is asked of each visitor, not here.
    """

    cases = forms.MultipleChoiceField(
        label=_("What applies to you?"),
        help_text=_("From this follows what you bring. Leave it empty and we list every case."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, service: Service, before: Collection[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = _asked(service)
        self.initial["cases"] = [case.value for case in self.asked if case in before]
        self._unasked = set(before) - set(self.asked)
        self.fields["cases"].choices = [(one.value, one.label) for one in self.asked]  # type: ignore[attr-defined]  # the field is one of choices
        if not self.asked:
            del self.fields["cases"]

    def told(self) -> set[str]:
        """Return what is ticked, of a valid form, and what was told before and not asked here."""
        return {*self.cleaned_data.get("cases", []), *self._unasked}


def _asked(service: Service) -> list[DocumentCase]:
    of_visitors = {DocumentCase.CHILD}
    if service.presence != Presence.REQUIRED:
        of_visitors.add(DocumentCase.REPRESENTATIVE)
    needed = {document.case for document in service.documents.all()}
    return [case for case in CONDITIONS if case in needed - of_visitors]
