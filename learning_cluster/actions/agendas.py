"""The agenda of an event: its parts with speakers, and the questions taken up in them (L8, L10)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from learning_cluster.actions.event_locks import check_not_over, check_seen, locked_event, touch
from learning_cluster.day_plan import Part, clash
from learning_cluster.errors import ClusterError
from learning_cluster.models import AgendaItem, Event, Question, Speaker
from privacy.audit import Actor, record

MOST = 40
FACTS = ("kind", "title", "about", "offset", "minutes")
Voice = tuple[str, str]  # a speaker's name and organisation


@transaction.atomic
def add_item(
    event: Event,
    *,
    facts: Mapping[str, object],
    speakers: Sequence[Voice],
    by: Actor,
    at: datetime,
) -> AgendaItem:
    """Add a part with a value for each of FACTS; the same sent twice is one.

    Raises ClusterError "no_such_step", "too_many", "too_long" for a part that goes on after the
    event, or "overlap" with the part that is on at that time.
    """
    stored = locked_event(event)
    check_not_over(stored)
    same = stored.agenda.filter(**facts).first()
    if same is not None:
        return same
    if stored.agenda.count() >= MOST:
        raise ClusterError("too_many", _("An agenda can have 40 parts: remove one first."))
    item = AgendaItem(event=stored, **facts)
    _check_time(stored, item)
    item.save()
    _speak(item, speakers)
    touch(stored)
    record(by, "agenda_changed", "learning_cluster.event", stored.pk, at=at, changed=["agenda"])
    return item


@transaction.atomic
def change_item(
    item: AgendaItem,
    *,
    facts: Mapping[str, object],
    speakers: Sequence[Voice],
    seen: int,
    by: Actor,
    at: datetime,
) -> AgendaItem:
    """Change a part and who speaks in it; `seen` is the event's version the form showed.

    Raises ClusterError as `add_item` does, or "changed_meanwhile".
    """
    stored = locked_event(item.event)
    row = AgendaItem.objects.filter(pk=item.pk).first()
    if row is None:
        raise _gone()
    check_seen(stored, seen)
    check_not_over(stored)
    for name in FACTS:
        setattr(row, name, facts[name])
    row.event = stored
    _check_time(stored, row)
    row.save()
    row.speakers.all().delete()
    _speak(row, speakers)
    touch(stored)
    record(by, "agenda_changed", "learning_cluster.event", stored.pk, at=at, changed=["agenda"])
    return row


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Actor, at: datetime) -> None:
    """Remove a part; its questions wait for another. Raises ClusterError "no_such_step"."""
    stored = locked_event(item.event)
    check_not_over(stored)
    gone, _rows = AgendaItem.objects.filter(pk=item.pk).delete()
    if gone:
        touch(stored)
        record(by, "agenda_changed", "learning_cluster.event", stored.pk, at=at, changed=["agenda"])


@transaction.atomic
def take_up(
    item: AgendaItem, *, listed: Collection[int], chosen: Collection[int], by: Actor, at: datetime
) -> int:
    """Take `chosen` questions into a part, and out of it those `listed` but not chosen.

    Both are keys; questions of other clusters, and those another part has, are left alone. Return
    how many the part has. Raises ClusterError "no_such_step".
    """
    stored = locked_event(item.event)
    check_not_over(stored)
    rows = Question.objects.filter(cluster=stored.cluster_id, pk__in=listed)
    rows.filter(item=item).exclude(pk__in=chosen).update(item=None)
    rows.filter(item=None, pk__in=chosen).update(item=item, event=stored)
    touch(stored)
    record(by, "questions_chosen", "learning_cluster.event", stored.pk, at=at, changed=["agenda"])
    return item.questions.count()


def _check_time(event: Event, item: AgendaItem) -> None:
    part = (item.offset, item.minutes)
    if event.period and timedelta(minutes=sum(part)) > event.period.upper - event.period.lower:
        raise ClusterError("too_long", _("This part would go on after the end of the event."))
    others = event.agenda.exclude(pk=item.pk)
    parts: list[Part] = list(others.values_list("offset", "minutes"))
    found = clash(part, parts)
    if found is not None:
        other = others.filter(offset=found[0]).first()
        text = _("At that time there is “%(title)s”. Choose another beginning or length.")
        raise ClusterError("overlap", text % {"title": other.title if other else ""})


def _speak(item: AgendaItem, speakers: Sequence[Voice]) -> None:
    Speaker.objects.bulk_create(
        Speaker(item=item, name=name, organisation=organisation) for name, organisation in speakers
    )


def _gone() -> ClusterError:
    return ClusterError("gone", _("Somebody has removed this part meanwhile."))
