"""Drafts are assembled from what is on record, and what a person wrote stays (L7–L10)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test.utils import CaptureQueriesContext

from languages.sorting import sort_key
from learning_cluster import enums, models
from learning_cluster.actions import documents as actions
from learning_cluster.drafts import draft_of
from learning_cluster.enums import TemplateKind
from tests.factories.learning_cluster import (
    AT,
    STARTS_AT,
    DeliverableFactory,
    DocumentFactory,
    EventFactory,
    HelperFactory,
    MemberFactory,
    MembershipFactory,
    PhaseFactory,
    SessionFactory,
)
from tests.learning_cluster.documents.scene import ANA, refusal, scene

pytestmark = [pytest.mark.django_db, pytest.mark.req("L7")]


def event_of(of):
    """Return a held event with two parts, one who came and one who did not, and agreements."""
    event = EventFactory(cluster=of.cluster, town="Бања Лука", state=enums.EventState.HELD)
    item = event.agenda.create(
        kind="session", title="Концепт", about="Вјежба", offset=60, minutes=90
    )
    item.speakers.create(name="Др Примјер", organisation="Дом")
    event.agenda.create(kind="arrival", title="Долазак", offset=0, minutes=60)
    other = MemberFactory(membership=of.member.membership, name="Није Дошао")
    event.registrations.create(member=of.member, attended=True, invited_at=AT)
    event.registrations.create(member=other, attended=False, invited_at=AT)
    event.agreed_roles.create(member=of.guide, text="води менторство")
    event.next_steps.create(
        cluster=of.cluster,
        text="Нацрт концепта",
        owner=of.member,
        due=date(2027, 1, 10),
        created_at=AT,
    )
    return event


def document_of(of, template, **about):
    return DocumentFactory(cluster=of.cluster, template=template, **about)


def session_of(of, *, hours=0, **log):
    """Return a held session of the member's local government with a sent log."""
    begins = STARTS_AT + timedelta(hours=hours)
    session = SessionFactory(
        resource_person=of.guide,
        phase=of.one.phase,
        period=DateTimeTZRange(begins, begins + timedelta(hours=1)),
        state=enums.SessionState.HELD,
    )
    row = session.session_members.create(membership=of.member.membership, is_present=True)
    row.people.add(of.member)
    facts = {
        "minutes": 50,
        "topics": ["простор"],
        "questions": "К: Шта? О: Ово.",
        "advice": "Зовите.",
    }
    models.MentoringLog.objects.create(
        session=session,
        author=of.guide,
        draft_key=session.uid,
        saved_at=AT,
        sent_at=AT,
        **(facts | log),
    )
    return session


@pytest.mark.req("L8")
def test_event_report_has_its_people_in_the_order_of_letters_and_one_day_once():
    of = scene()
    event = event_of(of)
    for name in ("Јован Узорак", "Аница Проба"):
        one = HelperFactory(cluster=of.cluster, name=name)
        event.registrations.create(member=one, attended=True, invited_at=AT)
    day = date(2027, 3, 1)
    PhaseFactory(cluster=of.cluster, order=99, name_sr="Извјештај", starts_on=day, ends_on=day)

    texts = draft_of(document_of(of, TemplateKind.EVENT_REPORT, event=event), at=AT)

    names = [line.removeprefix("- ") for line in texts["participants"].splitlines()[2:]]
    assert names == sorted(names, key=sort_key)
    assert "- 1. 3. 2027.: Извјештај" in texts["timeline"].splitlines()


@pytest.mark.req("L8")
def test_event_report_is_drafted_from_agenda_attendance_and_next_steps():
    of = scene()
    event = event_of(of)

    texts = draft_of(document_of(of, TemplateKind.EVENT_REPORT, event=event), at=AT)

    government = of.member.membership.government.name_sr
    assert texts["facts"].startswith("Први догађај размјене\n8. 12. 2026., 9.00–17.00\nБања Лука")
    assert texts["course"] == "- Долазак\n- Концепт. Вјежба"
    assert texts["participants"].endswith(f"\n\n- {of.member.name} ({government})")
    assert "Није Дошао" not in texts["participants"]
    assert texts["roles"] == f"- {of.guide.name}: води менторство"
    assert texts["next_steps"].startswith(f"- Нацрт концепта ({of.member.name}, ")
    assert texts["timeline"] == "- 1. 11. 2026. – 28. 2. 2027.: Концептуализација"
    assert (texts["practices"], texts["evaluation"], "conclusions" in texts) == ("", "", False)


def test_agenda_is_drafted_with_the_hours_of_the_cluster():
    of = scene()

    texts = draft_of(document_of(of, TemplateKind.AGENDA, event=event_of(of)), at=AT)

    assert texts["programme"] == "- 9.00–10.00 Долазак\n- 10.00–11.30 Концепт, Др Примјер (Дом)"


def test_design_is_drafted_from_the_parts_of_the_day():
    of = scene()

    texts = draft_of(document_of(of, TemplateKind.EVENT_DESIGN, event=event_of(of)), at=AT)

    assert texts["speakers"] == "- Др Примјер, Дом: Концепт"
    assert texts["logistics"] == "Бања Лука"


@pytest.mark.req("L9")
def test_session_report_is_drafted_from_the_log():
    of = scene()
    session = session_of(of, issues="Ко плаћа?")
    log = session.log
    models.NextStep.objects.create(
        cluster=of.cluster, text="Позвати центар", created_at=log.sent_at
    )
    models.NextStep.objects.create(
        cluster=of.cluster, text="Туђи корак", created_at=log.sent_at + timedelta(minutes=1)
    )
    for text in ("Ко плаћа?", "Колико траје?"):
        models.Question.objects.create(
            cluster=of.cluster, kind="issue", log=log, text=text, asked_at=AT
        )

    texts = draft_of(document_of(of, TemplateKind.SESSION_REPORT, session=session), at=AT)

    government = of.member.membership.government.name_sr
    assert texts["participants"] == f"- {government}: {of.member.name}"
    assert texts["topics"] == "- простор"
    assert texts["questions"] == "К: Шта? О: Ово."
    assert texts["advice"] == "Зовите."
    assert texts["next_steps"] == "- Позвати центар"
    assert texts["issues"] == "- Ко плаћа?\n- Колико траје?"
    assert texts["facts"].startswith("8. 12. 2026., 9.00–10.00, 50 ")


def test_session_without_a_log_is_drafted_with_what_was_booked():
    of = scene()
    session = SessionFactory(resource_person=of.guide)
    session.session_members.create(membership=of.member.membership)

    texts = draft_of(document_of(of, TemplateKind.SESSION_REPORT, session=session), at=AT)

    assert set(texts) == {"facts", "participants"}


@pytest.mark.req("L9", "L10")
def test_period_report_adds_up_its_sessions_and_questions():
    of = scene()
    session_of(of, topics=["простор", "новац"])
    session_of(of, hours=2, minutes=30)
    SessionFactory(resource_person=of.guide, state=enums.SessionState.HELD)  # of no phase
    ask = {"cluster": of.cluster, "phase": of.one.phase, "asked_at": AT}
    models.Question.objects.create(**ask, text="Ко?", answer="Ми.", answered_at=AT)
    models.Question.objects.create(**ask, kind="lesson", text="Почните раније.")
    models.Question.objects.create(**ask, kind="issue", text="Ко плаћа?")

    texts = draft_of(document_of(of, TemplateKind.SESSION_REPORT, phase=of.one.phase), at=AT)

    government = of.member.membership.government.name_sr
    assert texts["topics"] == "- простор (2)\n- новац (1)"
    assert len(texts["participants"].splitlines()) == 1
    assert texts["participants"].startswith(f"- {government}: ")
    assert "80" in texts["participants"]
    assert texts["lessons"] == "- Почните раније."
    assert texts["issues"] == "- Ко плаћа?"
    assert "Ко?" in texts["questions"]
    assert "Ми." in texts["questions"]


def test_assignment_report_is_drafted_from_everything():
    of = scene()
    event_of(of)
    session_of(of)
    book = {"cluster": of.cluster, "member": of.guide, "phase": of.one.phase, "booked_at": AT}
    models.WorkDay.objects.create(**book, day=date(2026, 12, 8), halves=2, what="рад")
    models.WorkDay.objects.create(**book, day=date(2026, 12, 9), halves=1, what="рад")
    document = document_of(of, TemplateKind.CONCEPT, membership=of.member.membership)
    models.Concept.objects.create(
        membership=of.member.membership, document=document, plan_title="План развоја"
    )

    texts = draft_of(document_of(of, TemplateKind.ASSIGNMENT_REPORT), at=AT)

    assert texts["activities"] == "- 3. Концептуализација (1. 11. 2026. – 28. 2. 2027.)"
    assert texts["events"].startswith(
        "- Први догађај размјене: 8. 12. 2026., 9.00–17.00, Бања Лука"
    )
    assert "План развоја" in texts["concepts"]
    assert "1,5" in texts["days"]
    assert texts["deliverables"].startswith("- Извјештај: ")
    assert not {"summary", "conclusions", "recommendations"} & set(texts)


def test_drafts_cost_the_same_for_one_session_and_for_many():
    of = scene()
    report = document_of(of, TemplateKind.ASSIGNMENT_REPORT)
    period = document_of(of, TemplateKind.SESSION_REPORT, phase=of.one.phase)
    session_of(of)
    counts = []
    for batch in range(2):
        with CaptureQueriesContext(connection) as seen:
            draft_of(actions.Document.objects.with_names().get(pk=report.pk), at=AT)
            draft_of(actions.Document.objects.with_names().get(pk=period.pk), at=AT)
        counts.append(len(seen))
        for number in range(1, 8):
            PhaseFactory(cluster=of.cluster)
            DeliverableFactory(phase=of.one.phase)
            session_of(of, hours=20 * batch + 2 * number)

    assert counts[0] == counts[1]


def test_what_a_person_wrote_stays_and_empty_sections_are_filled():
    of = scene()
    session_of(of)
    report = actions.begin_document(
        of.cluster, template=TemplateKind.ASSIGNMENT_REPORT, by=ANA, at=AT
    )
    texts = {"activities": "Моје."}
    actions.write(report, texts=texts, note="", author=of.guide, based_on=0, at=AT)

    version = actions.assemble(report, author=of.guide, based_on=1, at=AT)

    assert (version.number, version.texts["activities"]) == (2, "Моје.")
    assert version.texts["deliverables"]
    refused = refusal(actions.assemble, report, author=of.guide, based_on=2, at=AT)
    assert refused == "nothing_new"


def test_draft_knows_only_its_own_cluster():
    of, other = scene(), scene()
    event_of(other)
    session_of(other)

    texts = draft_of(document_of(of, TemplateKind.ASSIGNMENT_REPORT), at=AT)

    assert (texts["events"], texts["mentoring"]) == ("", "")
    assert len(texts["activities"].splitlines()) == 1


@pytest.mark.req("L13")
@pytest.mark.parametrize(("sheets", "is_told"), [(2, False), (3, True)])
def test_evaluation_is_told_of_three_sheets_at_least(sheets, is_told):
    of = scene()
    question = models.EvaluationQuestion.objects.create(text_sr="Корисно?")
    for grade in range(sheets):
        sheet = models.EvaluationSheet.objects.create(cluster=of.cluster)
        sheet.answers.create(question=question, grade=grade + 3)

    texts = draft_of(document_of(of, TemplateKind.ASSIGNMENT_REPORT), at=AT)

    assert ("4,0" in texts["evaluation"]) == is_told


def test_membership_that_missed_is_not_counted():
    of = scene()
    session = session_of(of)
    session.session_members.create(
        membership=MembershipFactory(cluster=of.cluster), is_present=False
    )

    texts = draft_of(document_of(of, TemplateKind.SESSION_REPORT, phase=of.one.phase), at=AT)

    assert len(texts["participants"].splitlines()) == 1
