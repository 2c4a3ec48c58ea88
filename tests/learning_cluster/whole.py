"""A cluster with a row of everything, and the keys that its addresses take."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from learning_cluster.actions.questions import ask
from learning_cluster.actions.time_sheets import days_to_sign, lines_of, sign_sheet
from learning_cluster.actions.work_days import book_day
from learning_cluster.enums import AgendaKind, DeliverableState, EventKind, MemberRole, QuestionKind
from learning_cluster.models import (
    ActionPlanItem,
    AgendaItem,
    Consultation,
    EventMaterial,
    GoodPractice,
    Implementation,
    MappingFinding,
    Member,
    NextStep,
    Registration,
)
from learning_cluster.sheet_lines import digest
from tests.factories.learning_cluster import (
    CallFactory,
    CriterionFactory,
    DeliverableFactory,
    DocumentFactory,
    EventFactory,
    HelperFactory,
    PaperFactory,
    ScorerFactory,
    SubmittedFactory,
    signed_up,
)
from tests.factories.learning_concepts import ConceptFactory, FeedbackFactory, VersionFactory
from tests.learning_cluster.mentoring.scene import AT, NOBODY, TUESDAY, begun, booked, offered
from tests.learning_cluster.mentoring.scene import scene as mentoring_scene

Keys = dict[str, Any]
INSIDE = "grozd/<slug:slug>/"
ADMIN = "<slug:slug>/"


@dataclass(frozen=True)
class Whole:
    """`people` by role; `keys` by the beginning of an address, the longest one counts."""

    slug: str
    people: dict[str, Member]
    keys: dict[str, Keys]

    def arguments(self, pattern: Any) -> Keys:
        """Return what an address takes; KeyError for one that nobody has given a rule yet."""
        route = str(pattern.pattern)
        known: Keys = {"slug": self.slug}
        for beginning in sorted(self.keys, key=len):
            if route.startswith(beginning):
                known |= self.keys[beginning]
        return {name: known[name] for name in pattern.pattern.converters}


def whole() -> Whole:
    of = mentoring_scene()
    cluster, guide, pilot = of.cluster, of.guide, of.pilot
    helpers = {
        role: HelperFactory(cluster=cluster, role=role)
        for role in (
            MemberRole.COORDINATOR,
            MemberRole.REVIEWER,
            MemberRole.PRACTITIONER,
            MemberRole.BOARD_GUEST,
        )
    }
    for member in helpers.values():
        signed_up(member)
    people = {MemberRole.RESOURCE_PERSON: guide, MemberRole.REPRESENTATIVE: pilot, **helpers}
    keys = _mentoring(of) | _events(of) | _documents(of, helpers[MemberRole.REVIEWER])
    return Whole(cluster.slug, people, keys | _concepts(of) | _people(of) | _call(of))


def _mentoring(of: Any) -> dict[str, Keys]:
    offer = offered(of)
    to_come, held = booked(of, offer), begun(of)
    question = ask(of.pilot, kind=QuestionKind.QUESTION, text="Ко?", by=NOBODY, at=AT)
    monday, by = AT.date(), {"by": NOBODY, "at": AT}
    facts = {"phase": of.phase, "halves": 1, "what": "Сесија", "reason": ""}
    book_day(of.guide, day=monday, **facts, **by)
    seen = digest(lines_of(days_to_sign(of.guide, monday, monday)))
    sheet = sign_sheet(of.guide, first=monday, last=monday, seen=seen, **by)
    free = int(TUESDAY.timestamp()) // 60 + 60
    return {
        f"{INSIDE}mentorstvo/termini/": {"pk": offer.pk, "offer": offer.pk, "moment": free},
        f"{INSIDE}mentorstvo/srecanja/": {"uid": to_come.uid},
        f"{INSIDE}mentorstvo/srecanja/<uuid:uid>/dnevnik/": {"uid": held.uid},
        f"{INSIDE}vprasanja/": {"pk": question.pk},
        f"{INSIDE}dnevi/": {"pk": of.guide.work_days.get().pk},
        f"{INSIDE}dnevi/listi/": {"pk": sheet.pk},
        f"{ADMIN}mentorstvo/listi/": {"pk": sheet.pk},
    }


def _events(of: Any) -> dict[str, Keys]:
    """Return the keys of an event 3 that has begun, so that it is evaluated."""
    period = DateTimeTZRange(AT - timedelta(hours=2), AT + timedelta(hours=4))
    event = EventFactory(cluster=of.cluster, kind=EventKind.EXCHANGE_3, period=period)
    Registration.objects.create(event=event, member=of.pilot, invited_at=AT, attended=True)
    item = AgendaItem.objects.create(
        event=event, kind=AgendaKind.SESSION, title="Дио", offset=0, minutes=30
    )
    material = EventMaterial.objects.create(
        event=event, title="А", url="https://a.example/", added_at=AT
    )
    step = NextStep.objects.create(cluster=of.cluster, event=event, text="К", created_at=AT)
    practice = GoodPractice.objects.create(
        cluster=of.cluster, title="П", country="Србија", service="Ц", about="О", added_at=AT
    )
    keys = {"pk": event.pk, "item": item.pk, "material": material.pk, "step": step.pk}
    return {
        f"{INSIDE}dogodki/": keys,
        f"{INSIDE}dobre-prakse/": {"pk": practice.pk},
        f"{ADMIN}dogodki/": {"pk": event.pk},
    }


def _documents(of: Any, reviewer: Member) -> dict[str, Keys]:
    document = DocumentFactory(cluster=of.cluster, template="agenda")
    document.versions.create(number=1, texts={}, author_name="Ана", saved_at=AT)
    facts = {"state": DeliverableState.CONSULTED, "consult_until": AT.date()}
    one = DeliverableFactory(phase=of.phase, document=document, template="agenda", **facts)
    asked = Consultation.objects.create(
        deliverable=one, partner="NALAS", reviewer=reviewer, asked_at=AT
    )
    # What the association brings itself, and what the resource person still writes on.
    hosts = DeliverableFactory(phase=of.phase, responsible=MemberRole.COORDINATOR)
    guides = DeliverableFactory(phase=of.phase)
    for row in (hosts, guides):
        paper = ContentFile(b"%PDF-1.7", "prilog.pdf")
        row.files.create(number=1, title="Прилог", file=paper, added_at=AT)
    paper = {"uid": document.uid, "number": 1}
    return {
        f"{INSIDE}rezultati/": {"pk": guides.pk, "number": 1},
        f"{INSIDE}rezultati/<int:pk>/mnenje/": {"pk": one.pk},
        f"{INSIDE}dokumenti/": paper,
        f"{ADMIN}rezultati/": {"pk": hosts.pk, "number": 1},
        f"{ADMIN}rezultati/<int:pk>/mnenja/": {"pk": one.pk, "consultation": asked.pk},
        f"{ADMIN}dokumenti/": paper,
    }


def _concepts(of: Any) -> dict[str, Keys]:
    membership = of.pilot.membership
    concept = ConceptFactory(membership=membership)
    version = VersionFactory(author=of.pilot)
    said = FeedbackFactory(version=version, author=of.guide)
    line = ActionPlanItem.objects.create(concept=concept, action="Опремити")
    finding = MappingFinding.objects.create(membership=membership, text="Н", source="М")
    finding.concepts.add(concept)
    record = Implementation.objects.create(membership=membership, service="Ц", changed_at=AT)
    one, key = f"{INSIDE}koncepti/", f"{INSIDE}koncepti/<uuid:uid>/"
    uid = {"uid": concept.document.uid, "number": 1}
    return {
        one: uid,
        f"{key}odziv/": {"pk": said.pk},
        f"{key}nacrt/": {"pk": line.pk},
        f"{key}ugotovitve/": {"pk": finding.pk},
        f"{INSIDE}izvajanje/": {"pk": record.pk},
    }


def _people(of: Any) -> dict[str, Keys]:
    """Return the keys of the admin's pages of the plan and of people."""
    return {
        f"{INSIDE}nacrt/": {"pk": of.phase.pk},
        f"{INSIDE}obcine/": {"pk": of.pilot.membership.pk},
        f"{INSIDE}ljudje/": {"pk": of.pilot.pk},
    }


def _call(of: Any) -> dict[str, Keys]:
    """Return the keys of a call whose deadline has passed."""
    call = CallFactory(cluster=of.cluster, deadline=AT, published_at=None)
    application = SubmittedFactory(call=call)
    paper = PaperFactory(application=application)
    return {
        "pozivi/": {
            "pk": call.pk,
            "uid": application.uid,
            "kind": paper.kind,
            "criterion": CriterionFactory(call=call).pk,
            "scorer": ScorerFactory(call=call).pk,
        }
    }
