"""What a certificate says, as it was on the day of issue (T13, T15)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language

from languages.codes import STORED
from languages.translated import pick
from training.enums import Level, Mode
from training.models import Certificate, Enrolment


@dataclass(frozen=True)
class Part:
    """A session as it was held; `hours` are pedagogical."""

    starts_at: datetime
    ends_at: datetime
    mode: Mode
    hours: int


@dataclass(frozen=True)
class Facts:
    """The facts of a certificate in one language."""

    training: str
    level: Level
    hours: int
    parts: tuple[Part, ...]
    coordinator: str
    measure: str
    programme: str
    statement: str

    @property
    def ends_at(self) -> datetime:
        return self.parts[-1].ends_at


def facts_of(enrolment: Enrolment) -> dict[str, Any]:
    """Return the facts as they are now, ready for JSON, texts in every stored language.

    Needs the enrolment's training with programme and measure; one query for the sessions.
    """
    training = enrolment.training
    programme = training.bundle.programme
    sessions = enrolment.run.sessions.select_related("segment").order_by("period")
    return {
        "training": _texts(training, "name"),
        "level": training.level,
        "hours": training.hours,
        "parts": [
            {
                "starts_at": session.starts_at.isoformat(),
                "ends_at": session.ends_at.isoformat(),
                "mode": session.segment.mode,
                "hours": session.segment.hours,
            }
            for session in sessions
        ],
        "coordinator": training.coordinator_name,
        "measure": _texts(programme.measure, "name"),
        "programme": _texts(programme, "name"),
        "statement": _texts(programme, "statement"),
    }


def read(certificate: Certificate) -> Facts:
    """Return what the certificate says, in the active language."""
    kept, language = certificate.facts, get_language()
    return Facts(
        training=pick(kept["training"], language),
        level=Level(kept["level"]),
        hours=kept["hours"],
        parts=tuple(_part(one) for one in kept["parts"]),
        coordinator=kept["coordinator"],
        measure=pick(kept["measure"], language),
        programme=pick(kept["programme"], language),
        statement=pick(kept["statement"], language),
    )


def _texts(row: object, name: str) -> dict[str, str]:
    return {code: getattr(row, f"{name}_{code}") for code in STORED}


def _part(kept: Mapping[str, Any]) -> Part:
    starts, ends = parse_datetime(kept["starts_at"]), parse_datetime(kept["ends_at"])
    if starts is None or ends is None:
        raise ValueError("a certificate's hours are moments")
    return Part(starts, ends, Mode(kept["mode"]), kept["hours"])
