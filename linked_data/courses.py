"""What search engines read of a training and its runs: schema.org's Course as JSON-LD (U4, T16).

A fact that is not known is left out, never guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linked_data.schema_org import CONTEXT

Node = dict[str, Any]

# Words of schema.org for where a course is attended.
ONSITE, ONLINE, BLENDED = "Onsite", "Online", "Blended"


@dataclass(frozen=True)
class Run:
    """One delivery; moments are aware, `free` and `places` count seats, `url` is absolute."""

    url: str
    starts_at: datetime
    ends_at: datetime
    mode: str
    minutes: int
    places: int
    free: int
    place: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True)
class Course:
    """A training in one language; `url` and `prerequisite` are absolute addresses."""

    url: str
    name: str
    description: str
    code: str
    language: str
    provider: str
    level: str = ""
    audience: str = ""
    teaches: Sequence[str] = ()
    prerequisite: str = ""


def course(facts: Course, runs: Sequence[Run] = ()) -> Node:
    """Return a Course with its CourseInstances."""
    return _known(
        {
            "@context": CONTEXT,
            "@type": "Course",
            "@id": f"{facts.url}#course",
            "url": facts.url,
            "name": facts.name,
            "description": facts.description,
            "courseCode": facts.code,
            "educationalLevel": facts.level,
            "audience": facts.audience
            and {"@type": "EducationalAudience", "audienceType": facts.audience},
            "teaches": list(facts.teaches),
            "coursePrerequisites": facts.prerequisite
            and {"@type": "Course", "@id": f"{facts.prerequisite}#course"},
            "provider": {"@type": "Organization", "name": facts.provider},
            "inLanguage": facts.language,
            "hasCourseInstance": [course_instance(run) for run in runs],
        }
    )


def course_instance(run: Run) -> Node:
    """Return one CourseInstance, without the course it belongs to."""
    return _known(
        {
            "@type": "CourseInstance",
            "@id": f"{run.url}#run",
            "url": run.url,
            "courseMode": run.mode,
            "courseWorkload": duration(run.minutes),
            "startDate": run.starts_at.isoformat(),
            "endDate": run.ends_at.isoformat(),
            "eventStatus": f"{CONTEXT}/Event{'Cancelled' if run.is_cancelled else 'Scheduled'}",
            "location": _location(run),
            "maximumAttendeeCapacity": run.places,
            "remainingAttendeeCapacity": run.free,
        }
    )


def duration(minutes: int) -> str:
    """Return minutes as ISO 8601 writes them: 225 is PT3H45M."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")


def _location(run: Run) -> Node | None:
    if run.mode == ONLINE:
        return {"@type": "VirtualLocation", "url": run.url}
    return {"@type": "Place", "name": run.place} if run.place else None


def _known(node: Node) -> Node:
    """Leave out what is empty; that no place is left is a fact."""
    return {name: value for name, value in node.items() if value or value == 0}
