"""The didactic guidelines, and that a trainer has read them (T12)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from training.actions.run_guidelines import acknowledge
from training.errors import TrainingError
from training.forms.trainer_pages import ReadForm
from training.guidelines import acknowledged, guidelines_in_force
from training.local_time import ZONE
from training.models import Trainer
from training.views.trainer.door import actor_of, for_trainers


@for_trainers
@require_http_methods(["GET", "HEAD", "POST"])
def guidelines(request: HttpRequest, trainer: Trainer) -> HttpResponse:
    at = timezone.now()
    error = None
    form = ReadForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            acknowledge(trainer, **form.cleaned_data, by=actor_of(request), at=at)
            messages.success(request, _("It is noted that you have read the guidelines."))
            return redirect("trainer_guidelines")
        except TrainingError as refused:
            error = refused
    notice = guidelines_in_force(at)
    context = {
        "notice": notice,
        "read": acknowledged(trainer, notice) if notice else None,
        "form": ReadForm(initial={"version": notice.version if notice else 0}),
        "error": error,
        "has_errors": error is not None,
        "zone": ZONE.key,
    }
    status = 200 if error is None else 409
    return render(request, "training/trainer/guidelines.html", context, status=status)
