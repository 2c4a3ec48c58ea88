"""A cluster with a resource person and two representatives of two local governments."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse
from django.utils import timezone, translation

from learning_cluster.enums import EventKind, EventState, MemberRole, PhaseKind
from learning_cluster.models import Cluster, Event, Member
from messaging.kinds import kind_named
from messaging.models import Message
from privacy.audit import Actor
from tests.factories.learning_cluster import (
    AT,
    STARTS_AT,
    ClusterFactory,
    EventFactory,
    HelperFactory,
    MemberFactory,
    MembershipFactory,
    PhaseFactory,
    signed_up,
)

BY = Actor(role="cluster_coordinator", user_id=1, channel="admin")
DAY = timedelta(days=1)
HOURS = timedelta(hours=8)
FACTS = {
    "name_sr": "Догађај размјене",
    "name_sl": "",
    "name_en": "",
    "about_sr": "",
    "about_sl": "",
    "about_en": "",
    "town": "Бања Лука",
    "venue": "Сала 1",
    "join_link": "",
    "is_public": True,
    "phase": None,
}


@dataclass
class Scene:
    cluster: Cluster
    guide: Member
    ana: Member
    boris: Member


def scene(**cluster: Any) -> Scene:
    of = ClusterFactory(**cluster)
    return Scene(
        of,
        HelperFactory(cluster=of, name="Рада Примјер"),
        MemberFactory(membership=MembershipFactory(cluster=of), name="Ана Примјер"),
        MemberFactory(membership=MembershipFactory(cluster=of), name="Борис Примјер"),
    )


def planned(of: Scene, **facts: Any) -> Event:
    """Return an event with a place and without a day."""
    facts = {"state": EventState.PLANNED, "period": None, "announced_at": None} | facts
    return EventFactory(cluster=of.cluster, **{"town": "Бања Лука", "venue": "Сала 1"} | facts)


def training_and_exchange(of: Scene, **facts: Any) -> tuple[Event, Event]:
    training = planned(of, kind=EventKind.TRAINING, name_sr="Обука", **facts)
    return training, planned(of, kind=EventKind.EXCHANGE_1, adjoins=training, **facts)


def phase_of(of: Scene, first: date, last: date) -> Any:
    return PhaseFactory(cluster=of.cluster, kind=PhaseKind.LAUNCH, starts_on=first, ends_on=last)


def hours(start: datetime = STARTS_AT, length: timedelta = HOURS) -> dict[str, datetime]:
    return {"starts_at": start, "ends_at": start + length}


def period(start: datetime = STARTS_AT, length: timedelta = HOURS) -> Any:
    return DateTimeTZRange(start, start + length)


def mails(what: str = "") -> list[tuple[Message, Any]]:
    """Return every queued mail of an event with what it says, the oldest first."""
    rows = Message.objects.filter(kind="learning_cluster.event").order_by("pk")
    found = [row for row in rows if not what or row.context["what"] == what]
    return [(row, rendered(row)) for row in found]


def rendered(message: Message) -> Any:
    with translation.override(message.language):
        return kind_named(message.kind).render(message)


def address(name: str, *args: object, language: str = "en") -> str:
    with translation.override(language):
        return reverse(name, args=args)


def at_that_time(monkeypatch: Any, moment: datetime = AT) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def sign_in(client: Any, member: Member) -> Any:
    user = member.user or signed_up(member)
    client.force_login(user)
    return client


def coordinator(of: Scene) -> Member:
    return HelperFactory(cluster=of.cluster, role=MemberRole.COORDINATOR)


def main(response):
    """Return the text of the page's main part, on one line."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode().split("<main")[1].split("</main")[0])
    return " ".join(text.split())


def of_event(name, event, *more, language="en"):
    return address(name, event.cluster.slug, event.pk, *more, language=language)
