"""The resource person offers times, and takes an offer back (L9)."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from calendars.series import series_dates
from learning_cluster.actions.mentoring_locks import lock_time_of
from learning_cluster.enums import ClusterState
from learning_cluster.errors import ClusterError
from learning_cluster.models import Member, OfferedTimes
from privacy.audit import Actor, record

_LABEL = "learning_cluster.offeredtimes"


@transaction.atomic
def offer_times(
    person: Member,
    *,
    rule: str,
    valid_from: date,
    starts: time,
    ends: time,
    minutes: int,
    join_link: str,
    pilots_first_until: datetime | None,
    by: Actor,
    at: datetime,
) -> OfferedTimes:
    """Offer times by a bounded rule of local days; sessions take `minutes`.

    Raises ClusterError "not_open" unless the cluster is under way, "too_short" where not one
    session fits between the hours, "over" where the last of the days has gone by.
    """
    if person.cluster.state != ClusterState.OPEN:
        raise not_open()
    if (ends.hour - starts.hour) * 60 + ends.minute - starts.minute < minutes:
        text = _("Not one session of this length fits between the two hours.")
        raise ClusterError("too_short", text)
    if series_dates(rule, valid_from)[-1] < at.astimezone(person.cluster.tz).date():
        raise ClusterError("over", _("All of these days have gone by."))
    row = OfferedTimes.objects.create(
        cluster=person.cluster,
        resource_person=person,
        rule=rule,
        valid_from=valid_from,
        starts=starts,
        ends=ends,
        minutes=minutes,
        join_link=join_link,
        pilots_first_until=pilots_first_until,
        created_at=at,
    )
    record(by, "times_offered", _LABEL, row.pk, at=at)
    return row


@transaction.atomic
def withdraw_times(offer: OfferedTimes, *, by: Actor, at: datetime) -> None:
    """Offer these times no more; what was booked of them stays. Idempotent."""
    lock_time_of(offer.resource_person)
    deleted, _rows = OfferedTimes.objects.filter(pk=offer.pk).delete()
    if deleted:
        record(by, "times_withdrawn", _LABEL, offer.pk, at=at)


def not_open() -> ClusterError:
    return ClusterError("not_open", _("This cluster is not under way: nothing can be booked."))
