"""Papers and addresses that trainers leave for the enrolled of a run."""

from datetime import datetime

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from privacy.audit import Actor, record
from training.actions.run_locks import locked, no_such_step
from training.enums import RunState
from training.errors import TrainingError
from training.models import Run, RunMaterial

MOST = 30


@transaction.atomic
def add_material(
    run: Run, *, title: str, url: str, file: File | None, by: Actor, at: datetime
) -> RunMaterial:
    """Add an address or a file, checked by the form; the same sent twice is one.

    Raises TrainingError "no_such_step" for a run that was called off, or "too_many".
    """
    stored = locked(run)
    if stored.state == RunState.CANCELLED:
        raise no_such_step()
    for one in stored.materials.filter(title=title, url=url):
        if (one.file.size if one.file else None) == (file.size if file else None):
            return one
    if stored.materials.count() >= MOST:
        raise TrainingError("too_many", _("A run can have 30 materials: remove one first."))
    material = RunMaterial(run=stored, title=title, url=url, added_at=at)
    if file is not None:
        material.file.save(file.name or "gradivo", file, save=False)
    material.save()
    record(by, "material_added", "training.run", stored.pk, at=at, changed=["materials"])
    return material


@transaction.atomic
def remove_material(material: RunMaterial, *, by: Actor, at: datetime) -> None:
    """Remove a material; its file goes once that is certain."""
    stored = locked(material.run)
    name, storage = material.file.name, material.file.storage
    gone, _rows = RunMaterial.objects.filter(pk=material.pk, run=stored).delete()
    if not gone:
        return
    record(by, "material_removed", "training.run", stored.pk, at=at, changed=["materials"])
    if name:
        transaction.on_commit(lambda: storage.delete(name))
