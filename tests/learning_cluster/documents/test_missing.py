"""The one page that says what is missing now (L6)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test.utils import CaptureQueriesContext

from learning_cluster.enums import EventState, SessionState, TemplateKind
from learning_cluster.missing import missing
from learning_cluster.models import Consultation, Deliverable
from tests.factories.learning_cluster import (
    AT,
    DeliverableFactory,
    DocumentFactory,
    EventFactory,
    SessionFactory,
)
from tests.learning_cluster.documents.scene import scene

pytestmark = [pytest.mark.django_db, pytest.mark.req("L6")]


def found(of, at=AT) -> dict[str, list[str]]:
    return {one.code: [gap.name for gap in one.gaps] for one in missing(of.cluster, at=at)}


def of_state(of, name, *, due=date(2026, 11, 30), **facts):
    return DeliverableFactory(phase=of.one.phase, name_sr=name, due=due, **facts)


def test_deliverables_stand_where_somebody_has_to_act():
    of = scene(due=date(2027, 3, 1))
    of_state(of, "касни", due=date(2026, 11, 19))
    of_state(of, "данас", due=AT.date())
    of_state(of, "ускоро", due=AT.date() + timedelta(days=14))
    of_state(of, "касније", due=AT.date() + timedelta(days=15))
    of_state(of, "враћено", state="returned", reason="Кратко.")
    of_state(of, "предато", state="submitted")
    of_state(of, "одобрено", state="approved", approved_at=AT)
    DocumentFactory(cluster=of.cluster, state="submitted")
    scene(due=date(2026, 1, 1))

    groups = found(of)

    documents = groups["approvals"][1:]
    assert groups | {"approvals": groups["approvals"][:1]} == {
        "overdue": ["касни"],
        "returned": ["враћено"],
        "soon": ["данас", "ускоро"],
        "approvals": ["предато"],
    }
    assert len(documents) == 1


def test_partner_who_has_not_answered_is_named():
    of = scene(due=date(2027, 3, 1))
    one = of_state(of, "консултације", state="consulted", consult_until=date(2026, 11, 27))
    for partner, answered in (("NALAS", AT), ("GIZ", None)):
        Consultation.objects.create(
            deliverable=one, partner=partner, asked_at=AT, answered_at=answered
        )

    (group,) = missing(of.cluster, at=AT)

    assert [(gap.name, gap.note, gap.day) for gap in group.gaps] == [
        ("консултације", "GIZ", date(2026, 11, 27))
    ]


def test_held_event_is_missing_a_report_until_one_is_written():
    of = scene(due=date(2027, 3, 1))
    event = EventFactory(cluster=of.cluster, state=EventState.HELD)
    report = DocumentFactory(cluster=of.cluster, template=TemplateKind.EVENT_REPORT, event=event)
    before = found(of)

    report.versions.create(number=1, saved_at=AT)

    assert (before, found(of)) == ({"reports": [event.name_sr]}, {})


def test_report_of_a_phase_is_that_of_its_events_once_handed_in():
    of = scene(due=date(2027, 3, 1))
    event = EventFactory(cluster=of.cluster, phase=of.one.phase, state=EventState.HELD)
    report = of_state(of, "извјештај", due=date(2027, 3, 1), template=TemplateKind.EVENT_REPORT)
    before = found(of)

    report.state, report.submitted_at = "submitted", AT
    report.save()

    assert (before, found(of)) == ({"reports": [event.name_sr]}, {"approvals": ["извјештај"]})


def test_session_is_missing_its_log_a_day_after_it_ended():
    of = scene(due=date(2027, 3, 1))
    begins = AT - timedelta(hours=26)
    session = SessionFactory(
        resource_person=of.guide,
        period=DateTimeTZRange(begins, begins + timedelta(hours=1)),
        state=SessionState.BOOKED,
    )
    session.session_members.create(membership=of.member.membership)

    assert found(of, AT - timedelta(hours=2)) == {}
    assert found(of) == {"logs": [of.member.membership.government.name_sr]}


def test_what_is_missing_costs_the_same_for_one_and_for_many():
    of = scene()
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as seen:
            missing(of.cluster, at=AT)
        counts.append(len(seen))
        for number in range(29):
            one = of_state(of, f"Испорука {number}", state="consulted")
            Consultation.objects.create(deliverable=one, partner="GIZ", asked_at=AT)

    assert counts[0] == counts[1]
    assert Deliverable.objects.count() > 30
