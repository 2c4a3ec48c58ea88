"""From a form to its preview, and from the preview to the deed: the same for every change (B11)."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from booking.actions.bulk import Decision, Shown, StalePreview, apply
from booking.enums import BulkKind
from booking.errors import BookingError
from booking.forms.decisions import DecisionsForm, offered
from booking.handbook.subjects import Subject
from booking.models import BulkChange, Location
from booking.planning.preview import Preview, preview
from booking.planning.sealing import seal, unseal
from booking.planning.steps import Change, Step
from booking.staff.views.base import ManagerView
from booking.staff.views.shown import preview_rows
from privacy.audit import record


class ChangingView(ManagerView):
    """A page that plans a change of places and shows what it would do."""

    def plan(self, kind: BulkKind, steps: Sequence[Step], **reasons: str) -> list[Change]:
        """Return the one change of this location."""
        return [Change(uuid.uuid4().hex, str(kind), self.location.pk, tuple(steps), **reasons)]

    def show(
        self,
        changes: Sequence[Change],
        *,
        everybody: Decision = Decision.MOVE,
        form: DecisionsForm | None = None,
    ) -> HttpResponse:
        """Show what `changes` would do; nothing is written but that names were looked at."""
        seen = [preview(change, at=self.at) for change in changes]
        return self.show_previews(seen, form=form or _form(seen, initial={"everybody": everybody}))

    def show_previews(self, seen: Sequence[Preview], *, form: DecisionsForm) -> HttpResponse:
        names = self._see_names(seen)
        rows = [preview_rows(one, form, names=one.location.pk in names) for one in seen]
        context = {
            "title": _("What this change does"),
            "location": self.location,
            "previews": rows,
            "form": form,
            "stranded": sum(len(one.stranded) for one in seen),
            "sealed": seal([Shown.of(one) for one in seen], self.user.pk),
        }
        return render(self.request, "booking/staff/change_preview.html", context)

    def _see_names(self, seen: Sequence[Preview]) -> set[int]:
        """Return the places whose visitors the user may see; each look is in the audit trail."""
        keys = [one.location.pk for one in seen if one.stranded]
        visible = Location.objects.visible_to(self.user, self.at).filter(pk__in=keys)
        found = set(visible.values_list("pk", flat=True))
        for key in sorted(found):
            record(self.actor, "stranded_seen", "booking.location", key, at=self.at)
        return found


class ConfirmChange(ChangingView):
    """Does what was shown, location by location, each of them whole or not at all."""

    chapter = Subject.STRANDED

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        try:
            shown = unseal(request.POST.get("sealed", ""), self.user.pk)
        except BookingError as error:
            messages.error(request, error.message)
            return redirect("calendar:hours", slug)
        self._check_places(shown)
        free = {key: bool(was.proposal) for one in shown for key, was in one.stranded.items()}
        form = DecisionsForm(request.POST, offered=free)
        if not form.is_valid():
            return self.show([one.change for one in shown], form=form)
        return self._apply(shown, form)

    def _apply(self, shown: Sequence[Shown], form: DecisionsForm) -> HttpResponse:
        done: list[BulkChange] = []
        stale: list[Preview] = []
        for one in shown:
            mine = {key: form.decisions[key] for key in one.stranded}
            try:
                done.append(apply(one, mine, by=self.actor, at=self.at))
            except StalePreview as error:
                stale.append(error.preview)
            except BookingError as error:
                messages.error(self.request, error.message)
        if done:
            messages.success(self.request, _told(done))
        if stale:
            messages.warning(self.request, StalePreview(stale[0]).message)
            chosen = {"everybody": form.cleaned_data.get("everybody", Decision.MOVE)}
            return self.show_previews(stale, form=_form(stale, initial=chosen))
        return redirect("calendar:bulk_changes", self.location.slug)

    def _check_places(self, shown: Sequence[Shown]) -> None:
        """Raise Http404 unless the user still manages every place of the change."""
        keys = {one.change.location for one in shown}
        within = self.locations().filter(path__startswith=self.location.path, pk__in=keys)
        if within.count() != len(keys):
            raise Http404


def _form(seen: Sequence[Preview], initial: dict[str, Any]) -> DecisionsForm:
    return DecisionsForm(
        offered=offered([one for place in seen for one in place.stranded]), initial=initial
    )


def _told(done: Sequence[BulkChange]) -> str:
    counts = {
        "moved": sum(one.moved for one in done),
        "cancelled": sum(one.cancelled for one in done),
        "kept": sum(one.kept for one in done),
    }
    return (
        _("Saved. Appointments moved: %(moved)d, cancelled: %(cancelled)d, kept: %(kept)d.")
        % counts
    )
