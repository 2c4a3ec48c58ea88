"""The directory of a cluster: who guides it, its local governments, who helps (L2)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language

from languages.sorting import sort_key
from languages.translated import in_script
from learning_cluster.enums import MemberRole
from learning_cluster.models import Member, Membership
from learning_cluster.views.door import Insider

FIRST = (MemberRole.COORDINATOR, MemberRole.RESOURCE_PERSON)
LAST = (MemberRole.PRACTITIONER, MemberRole.BOARD_GUEST, MemberRole.REVIEWER)


@dataclass(frozen=True)
class Group:
    """People under a heading; `membership` is the local government they represent."""

    heading: str
    people: list[Member]
    membership: Membership | None = None


def directory(who: Insider) -> list[Group]:
    """Return who is in the reader's cluster now, by groups; two queries."""
    rows = Member.objects.visible_to(who.user, who.at).accepted().filter(cluster=who.cluster)
    people = sorted(rows.select_related("replaces"), key=_by_name)
    governments = Membership.objects.selected().filter(cluster=who.cluster).with_names()
    return [
        *_by_role(people, FIRST),
        *_of_governments(people, sorted(governments, key=_by_government)),
        *_by_role(people, LAST),
    ]


def _by_role(people: list[Member], roles: tuple[MemberRole, ...]) -> Iterator[Group]:
    for role in roles:
        found = [one for one in people if one.role == role]
        if found:
            yield Group(str(role.label).capitalize(), found)


def _of_governments(people: list[Member], governments: list[Membership]) -> Iterator[Group]:
    for row in governments:
        found = [one for one in people if one.membership_id == row.pk]
        yield Group(row.government.name, found, row)


def _by_name(member: Member) -> tuple[tuple[int, str], ...]:
    return sort_key(in_script(member.name), get_language())


def _by_government(row: Membership) -> tuple[tuple[int, str], ...]:
    return sort_key(row.government.name, get_language())
