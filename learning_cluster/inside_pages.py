"""The pages inside a cluster in the order of their navigation, and for whom each is of use.

Whether somebody may open a page is for its own view; here it is only whether it is offered.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from learning_cluster.enums import MemberRole
from learning_cluster.views.door import Insider

GUESTS = frozenset({MemberRole.BOARD_GUEST, MemberRole.REVIEWER})


def anybody(who: Insider) -> bool:
    return True


def guides(who: Insider) -> bool:
    """Say whether somebody coordinates the cluster or is its resource person."""
    return who.is_coordinator or who.is_resource_person


def mentored(who: Insider) -> bool:
    return guides(who) or who.is_representative


def learns(who: Insider) -> bool:
    """Say whether somebody asks and answers in the cluster; guests and reviewers do not."""
    return guides(who) or (who.member is not None and who.member.role not in GUESTS)


def reviews(who: Insider) -> bool:
    is_reviewer = who.member is not None and who.member.role == MemberRole.REVIEWER
    return guides(who) or is_reviewer


@dataclass(frozen=True)
class InsidePage:
    """A page: `name` is that of its address, which takes the cluster's slug."""

    name: str
    label: Any
    is_for: Callable[[Insider], bool] = anybody


@dataclass(frozen=True)
class Link:
    url: str
    text: str
    is_current: bool


PAGES = (
    InsidePage("cluster_home", _("Today")),
    InsidePage("cluster_events", _("Events")),
    InsidePage("cluster_work_plan", _("Work plan")),
    InsidePage("cluster_mentoring", _("Mentoring"), mentored),
    InsidePage("cluster_questions", _("Questions and lessons"), learns),
    InsidePage("cluster_concepts", _("Concepts")),
    InsidePage("cluster_deliverables", _("Deliverables"), reviews),
    InsidePage("cluster_documents", _("Documents"), learns),
    InsidePage("cluster_practices", _("Good practices")),
    InsidePage("cluster_days", _("Days and time sheets"), guides),
    InsidePage("cluster_people", _("People of the cluster")),
)


def links(who: Insider, path: str) -> Iterator[Link]:
    """Yield the pages offered to somebody who stands at `path`; what is below one is in it."""
    home = reverse("cluster_home", args=[who.cluster.slug])
    for page in PAGES:
        address = reverse(page.name, args=[who.cluster.slug])
        if page.is_for(who):
            is_here = path == home if address == home else path.startswith(address)
            yield Link(address, str(page.label), is_here)
