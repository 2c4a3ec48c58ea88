"""Materials of a run: added, opened and removed by its trainers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from privacy.materials import MaterialForm
from training.actions.run_materials import add_material, remove_material
from training.enums import Reply
from training.errors import TrainingError
from training.material_files import handed_over
from training.models import RunMaterial, Trainer
from training.models.run import RunQuerySet
from training.views.trainer.door import actor_of, for_trainers, runs_of
from training.views.trainer.runs import run_page


@for_trainers
@require_POST
def add(request: HttpRequest, trainer: Trainer, pk: int) -> HttpResponse:
    run = get_object_or_404(_accepted(trainer), pk=pk)
    form = MaterialForm(request.POST, request.FILES, auto_id="material_%s")
    if not form.is_valid():
        return run_page(request, trainer, pk, material=form)
    try:
        add_material(run, **form.cleaned_data, by=actor_of(request), at=timezone.now())
    except TrainingError as error:
        return run_page(request, trainer, pk, 409, error=error, material=form)
    messages.success(request, _("Added. The enrolled can open it."))
    return redirect("trainer_run", pk)


@for_trainers
@require_safe
def open_material(request: HttpRequest, trainer: Trainer, pk: int, material: int) -> HttpResponse:
    run = get_object_or_404(_accepted(trainer), pk=pk)
    return handed_over(get_object_or_404(run.materials, pk=material))


@for_trainers
@require_POST
def remove(request: HttpRequest, trainer: Trainer, pk: int, material: int) -> HttpResponse:
    run = get_object_or_404(_accepted(trainer), pk=pk)
    row = RunMaterial.objects.select_related("run").filter(run=run, pk=material).first()
    if row is not None:  # pressed twice it is gone already
        remove_material(row, by=actor_of(request), at=timezone.now())
    messages.success(request, _("Removed."))
    return redirect("trainer_run", pk)


def _accepted(trainer: Trainer) -> RunQuerySet:
    return runs_of(trainer).filter(
        run_trainers__trainer=trainer, run_trainers__reply=Reply.ACCEPTED
    )
