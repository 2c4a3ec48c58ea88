"""Papers and addresses of an event (L8)."""

from datetime import datetime

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from learning_cluster.actions.event_locks import locked_event, no_such_step
from learning_cluster.enums import EventState
from learning_cluster.errors import ClusterError
from learning_cluster.models import Event, EventMaterial, Member
from privacy.audit import Actor, record

MOST = 30


@transaction.atomic
def add_material(
    event: Event,
    *,
    title: str,
    url: str,
    file: File | None,
    is_public: bool,
    member: Member | None,
    by: Actor,
    at: datetime,
) -> EventMaterial:
    """Add an address or a file, checked by the form; the same sent twice is one.

    Raises ClusterError "no_such_step" for an event that was called off, or "too_many".
    """
    stored = locked_event(event)
    if stored.state == EventState.CANCELLED:
        raise no_such_step()
    for one in stored.materials.filter(title=title, url=url):
        if (one.file.size if one.file else None) == (file.size if file else None):
            return one
    if stored.materials.count() >= MOST:
        raise ClusterError("too_many", _("An event can have 30 materials: remove one first."))
    material = EventMaterial(
        event=stored, title=title, url=url, is_public=is_public, added_by=member, added_at=at
    )
    if file is not None:
        material.file.save(file.name or "gradivo", file, save=False)
    material.save()
    record(by, "material_added", "learning_cluster.event", stored.pk, at=at, changed=["materials"])
    return material


@transaction.atomic
def remove_material(material: EventMaterial, *, by: Actor, at: datetime) -> None:
    """Remove a material; its file goes once that is certain."""
    stored = locked_event(material.event)
    name, storage = material.file.name, material.file.storage
    gone, _rows = EventMaterial.objects.filter(pk=material.pk, event=stored).delete()
    if not gone:
        return
    verb = "material_removed"
    record(by, verb, "learning_cluster.event", stored.pk, at=at, changed=["materials"])
    if name:
        transaction.on_commit(lambda: storage.delete(name))
