"""The report of an event, from its agenda, attendance, agreements and next steps (L8)."""

from datetime import datetime

from django.utils.translation import gettext as _

from learning_cluster.drafts import words
from learning_cluster.drafts.agenda import items_of
from learning_cluster.enums import EventKind
from learning_cluster.evaluation_summary import summary_of
from learning_cluster.event_people import in_order
from learning_cluster.models import Event
from learning_cluster.prose import paragraphs, points


def draft(event: Event, *, at: datetime) -> dict[str, str]:
    """Return what the sections of the report say, but its conclusions."""
    steps = event.next_steps.select_related("owner", "membership__government")
    roles = event.agreed_roles.select_related("member__membership__government")
    is_last = event.kind == EventKind.EXCHANGE_3
    return {
        "facts": _facts(event),
        "participants": _participants(event),
        "course": points(
            f"{one.title}. {one.about}" if one.about else one.title for one in items_of(event)
        ),
        "practices": points(
            f"{one.title} ({one.country}). {one.about}" for one in event.practices.all()
        ),
        "questions": points(words.question(one) for one in event.questions.all()),
        "timeline": _timeline(event),
        "roles": points(f"{words.person(one.member)}: {one.text}" for one in roles),
        "next_steps": points(words.step(one) for one in steps),
        "earlier_steps": points(
            ": ".join(
                part for part in (one.text, str(one.get_state_display()), one.finding) if part
            )
            for one in event.checked_steps.all()
        ),
        "evaluation": summary_of(event.cluster, at=at) if is_last else "",
    }


def _facts(event: Event) -> str:
    who = (
        event.cluster.members.accepted()
        .filter(role="resource_person")
        .values_list("name", flat=True)
    )
    led = _("Led by %(names)s.") % {"names": ", ".join(who)} if who else ""
    return paragraphs([words.heading(event), led])


def _participants(event: Event) -> str:
    rows = list(event.registrations.select_related("member__membership__government"))
    came = [one for one in rows if one.attended]
    governments = {one.member.membership_id for one in came if one.member.membership_id}
    if not came:
        return ""
    total = _("Present: %(people)s. Local governments represented: %(governments)s.")
    return paragraphs(
        [
            total % {"people": len(came), "governments": len(governments)},
            points(words.person(one) for one in in_order(row.member for row in came)),
        ]
    )


def _timeline(event: Event) -> str:
    """Return the phases of the plan that end after the event."""
    if event.ends_at is None:
        return ""
    last = event.ends_at.astimezone(event.cluster.tz).date()
    phases = event.cluster.phases.filter(ends_on__gte=last).exclude(pk=event.phase_id or 0)
    return points(f"{words.span(one.starts_on, one.ends_on)}: {one.name}" for one in phases)
