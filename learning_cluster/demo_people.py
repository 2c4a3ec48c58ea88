"""Invented people of the demonstration's clusters, some with the demonstration's accounts.

What people were mailed on the way is not sent. Adds what is missing only.
"""

import uuid
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from accounts.actions import give
from accounts.models import User
from languages.codes import STORED
from languages.slugs import slug_of
from learning_cluster.enums import MemberRole, MembershipState, MemberState
from learning_cluster.invitations import member_token, membership_token
from learning_cluster.models import Cluster, LocalGovernment, Member, Membership
from learning_cluster.roles import ROLES
from privacy.audit import SYSTEM
from privacy.secret_links import token_hash

Row = dict[str, Any]

FILE = Path(__file__).parent / "demo_texts" / "people.yaml"
INVITED, ANSWERED, DECIDED = (timedelta(days=days) for days in (45, 35, 28))  # before the start
JOINED = timedelta(days=14)


@transaction.atomic
def load_people(*, at: datetime) -> dict[str, int]:
    """Load the people of the clusters that are there; return how many of each kind are new."""
    before = _counts()
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for slug, row in rows["governments"].items():
        names = {f"name_{code}": row["name"][code] for code in STORED}
        facts = names | {"kind": row["kind"], "email": f"opstina@{slug}.example"}
        LocalGovernment.objects.get_or_create(slug=slug, defaults=facts)
    for cluster in Cluster.objects.filter(slug__in=rows["clusters"], memberships__isnull=True):
        _load(cluster, rows["clusters"][cluster.slug], rows["texts"], at)
    return {name: number - before[name] for name, number in _counts().items()}


def _counts() -> dict[str, int]:
    kinds = {"local_governments": LocalGovernment, "memberships": Membership, "people": Member}
    return {name: model._default_manager.count() for name, model in kinds.items()}


def _load(cluster: Cluster, rows: Row, texts: Row, at: datetime) -> None:
    begin = datetime.combine(cluster.starts_on, time(9), cluster.tz)
    for row in rows["governments"]:
        membership = _membership(cluster, row, texts, begin)
        for name, post, *account in row.get("people", ()):
            facts = _representative(membership, name, post) | {"state": MemberState.ACCEPTED}
            _member(cluster, facts, invited_at=begin - JOINED, account="".join(account))
        for name, post in row.get("invited", ()):
            facts = _representative(membership, name, post) | {"state": MemberState.INVITED}
            _member(cluster, facts, invited_at=at)  # lately, so that the link opens
    for row in rows["helpers"]:
        facts = {key: value for key, value in row.items() if key != "account"}
        facts |= {"state": MemberState.ACCEPTED}
        _member(cluster, facts, invited_at=begin - JOINED, account=row.get("account", ""))
    _replace(cluster, rows["replaced"], texts, begin)


def _membership(cluster: Cluster, row: Row, texts: Row, begin: datetime) -> Membership:
    membership = Membership(
        uid=uuid.uuid4(),
        cluster=cluster,
        government=LocalGovernment.objects.get(slug=row["of"]),
        kind=row["kind"],
        is_funded=row.get("funded", False),
        state=row["state"],
        reason=texts[row["reason"]] if "reason" in row else "",
        interest="" if row["state"] == MembershipState.DECLINED else texts["interest"],
        contact_name="Демо Контакт",
        contact_email=f"opstina@{row['of']}.example",
        invited_at=begin - INVITED,
        answered_at=begin - ANSWERED,
        decided_at=begin - DECIDED if "reason" in row else None,
    )
    membership.link_hash = token_hash(membership_token(membership))
    membership.save(force_insert=True)
    return membership


def _representative(membership: Membership, name: str, post: str) -> Row:
    return {
        "role": MemberRole.REPRESENTATIVE,
        "membership": membership,
        "name": name,
        "post": post,
        "email": _address(name, membership),
    }


def _address(name: str, membership: Membership) -> str:
    return f"{slug_of(name)}@{membership.government.slug}.example"


def _member(cluster: Cluster, facts: Row, *, invited_at: datetime, account: str = "") -> Member:
    user = User.objects.filter(username=account).first()
    member = Member(uid=uuid.uuid4(), cluster=cluster, user=user, invited_at=invited_at, **facts)
    if member.state == MemberState.ACCEPTED:
        member.answered_at = invited_at + timedelta(days=2)
    if member.role == MemberRole.REPRESENTATIVE:
        live = Member.objects.live().filter(cluster=cluster)
        member.seat = live.filter(membership=member.membership).count() + 1
        member.place = live.filter(place__isnull=False).count() + 1
    member.link_hash = token_hash(member_token(member))
    member.save(force_insert=True)
    # The coordinator is one of all clusters already.
    if user is not None and member.role != MemberRole.COORDINATOR:
        give(user, ROLES[member.role], scope=cluster, by=SYSTEM, at=invited_at)
    return member


def _replace(cluster: Cluster, row: Row, texts: Row, begin: datetime) -> None:
    """Let somebody have had the first seat of a local government before who has it now."""
    members = cluster.members.filter(membership__government__slug=row["of"])
    now = members.select_related("membership__government").get(seat=1)
    assert now.membership is not None  # the rows were asked for by it
    gone_at = begin + timedelta(days=row["after"])
    facts = _representative(now.membership, row["name"], row["post"])
    gone = Member(
        uid=uuid.uuid4(),
        cluster=cluster,
        seat=now.seat,
        place=now.place,
        **facts,
        state=MemberState.ENDED,
        reason=texts[row["reason"]],
        invited_at=now.invited_at,
        answered_at=now.answered_at,
        ended_at=gone_at,
    )
    gone.link_hash = token_hash(member_token(gone))
    gone.save(force_insert=True)
    now.replaces, now.invited_at, now.answered_at = gone, gone_at, gone_at + timedelta(days=3)
    now.save(update_fields=["replaces", "invited_at", "answered_at"])
