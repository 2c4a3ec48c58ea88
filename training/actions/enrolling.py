"""Enrolling without an account: a mailed link proves the address, then a place is taken (T14)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from privacy.audit import Actor, record
from privacy.models import Notice
from privacy.secret_links import token_hash
from training.actions.offering import pass_places_on
from training.actions.seats import free_seat, lock_run, locked, settled, writer
from training.actions.telling_participants import tell, tell_deciders
from training.enums import EnrolmentState, Stage, Waiver
from training.errors import TrainingError
from training.models import Employer, Enrolment, Participant, Run
from training.waiting import KIND, subject_of, who_of
from waiting_list.actions import join

LINK_HOLDS = timedelta(hours=24)
MOST_LINKS, LINKS_PERIOD = 3, timedelta(hours=1)
# Places of a run kept for people of one mail domain whose employer nothing vouches for yet.
MOST_UNVOUCHED = 5


@dataclass(frozen=True)
class Person:
    """Who wants to come, as it was typed; `employer` is a listed one, else `employer_name` is."""

    name: str
    email: str
    employer: Employer | None
    employer_name: str
    field_of_work: str

    def kept(self) -> dict[str, object]:
        """Return what an enrolment keeps until the address is proved."""
        return {
            "name": self.name,
            "employer": None if self.employer is None else self.employer.pk,
            "employer_name": self.employer_name,
            "field_of_work": self.field_of_work,
        }


@transaction.atomic
def sign_up(
    run: Run,
    person: Person,
    *,
    waiver_reason: str = "",
    language: str,
    notice: Notice | None,
    by: Actor,
    at: datetime,
) -> Enrolment:
    """Keep what was typed and mail a link that proves the address; no place is taken yet.

    What is known of the address already stays as it is until then. Raises TrainingError "closed",
    or "too_many" when the address has been sent several links within an hour.
    """
    check_takes_enrolments(run, at=at)
    participant = _participant(person.email, language, at)
    sent = participant.enrolments.filter(created_at__gt=at - LINKS_PERIOD, created_at__lte=at)
    if sent.count() >= MOST_LINKS:
        text = _(
            "Several links have been sent to this address already. Use the newest of them, or try"
            " again in an hour."
        )
        raise TrainingError("too_many", text)
    row = _new(run, participant, language, notice, at)
    row.typed, row.waiver_reason = person.kept(), waiver_reason
    row.save(force_insert=True)
    record(by, "submit", "training.enrolment", row.pk, at=at)
    tell(row, "prove", at=at)
    return row


@writer
def prove(
    enrolment: Enrolment, *, waits: bool, waiver_reason: str = "", by: Actor, at: datetime
) -> None:
    """Take a place: the link was opened at the address given. Idempotent.

    Where none is free and `waits`, join the waiting list instead. Raises TrainingError
    "link_over", "closed", "full", "waiver_needed", "many_of_domain" where many places are kept for
    unknown people of the same mail domain, or "one_live" for a second live enrolment.
    """
    row, runs = locked(enrolment)
    if row.state != EnrolmentState.UNCONFIRMED:
        return
    if row.confirm_until <= at:
        raise TrainingError("link_over", _("This link has expired. Enrol once more."))
    check_takes_enrolments(runs[row.run_id], at=at)
    _take_over(row)
    _ask_waiver(row, waiver_reason or row.waiver_reason)
    _check_domain(row)
    _take_place(row, waits=waits, by=by, at=at)


@writer
def add_by_hand(
    run: Run, person: Person, *, waiver_reason: str, language: str, by: Actor, at: datetime
) -> Enrolment:
    """Enrol somebody as the coordinator: confirmed at once, and told so by mail.

    Raises TrainingError "full", "begun", "waiver_needed" where the required training is missing
    and no reason is given, or "one_live".
    """
    stored = lock_run(run.pk)
    check_is_ahead(stored, at=at)
    participant = _participant(person.email, language, at)
    row = _new(stored, participant, language, None, at)
    row.typed = person.kept()
    _take_over(row)
    _ask_waiver(row, waiver_reason)
    if row.waiver == Waiver.ASKED:
        row.waiver = Waiver.GRANTED
    row.approved_at = at
    row.seat = free_seat(stored)
    if row.seat is None:
        raise full()
    row.state = settled(row)
    row.save(force_insert=True)
    record(by, "added", "training.enrolment", row.pk, at=at)
    tell(row, "confirmed", at=at)
    return row


def check_takes_enrolments(run: Run, *, at: datetime) -> None:
    """Raise TrainingError "closed" unless people may enrol in `run`, or wait for it, at `at`."""
    known = Run.objects.public().dated().seated().filter(pk=run.pk).first()
    if known is None or known.stage(at) not in (Stage.OPEN, Stage.FULL):
        raise TrainingError("closed", _("Enrolment in this training is closed."))


def check_is_ahead(run: Run, *, at: datetime) -> None:
    """Raise TrainingError "begun" unless `run` is open and has not begun; for the coordinator."""
    if run.stage(at) not in (Stage.OPEN, Stage.FULL, Stage.CLOSED):
        raise TrainingError("begun", _("This training has begun or does not take place."))


def full() -> TrainingError:
    """Return what is raised where no place is left."""
    return TrainingError("full", _("The last place has just been taken."))


def forget_unconfirmed(*, at: datetime) -> int:
    """Delete what nobody confirmed in time, and participants known by nothing else (X4)."""
    old = Enrolment.objects.filter(state=EnrolmentState.UNCONFIRMED, confirm_until__lte=at)
    gone = old.delete()[0]
    # A blank name says that no address was ever proved; who was erased has enrolments left.
    Participant.objects.filter(enrolments__isnull=True, name="").delete()
    return gone


def _participant(email: str, language: str, at: datetime) -> Participant:
    """Return the participant of an address, locked: links to it are counted one at a time."""
    rows = Participant.objects.select_for_update(no_key=True).filter(email__iexact=email)
    known = rows.first()
    if known is None:
        new = Participant(email=email, language=language, created_at=at)
        Participant.objects.bulk_create([new], ignore_conflicts=True)
        known = rows.get()
    return known


def _new(
    run: Run, participant: Participant, language: str, notice: Notice | None, at: datetime
) -> Enrolment:
    row = Enrolment(
        run=run,
        training=run.training,
        participant=participant,
        language=language,
        privacy_notice=notice,
        confirm_until=at + LINK_HOLDS,
        created_at=at,
        changed_at=at,
    )
    row.link_hash = token_hash(row.token())
    return row


def _take_over(row: Enrolment) -> None:
    """Give the participant what was typed, now that the address is theirs."""
    participant, typed = row.participant, row.typed
    participant.name = typed["name"]
    participant.employer = Employer.objects.filter(pk=typed["employer"]).first()
    participant.employer_name = typed["employer_name"]
    participant.field_of_work = typed["field_of_work"]
    participant.language = row.language
    participant.save()
    row.typed = {}


def _ask_waiver(row: Enrolment, reason: str) -> None:
    """Note whether leave is needed to come without the required training (T2)."""
    training = row.training
    required = training.prerequisite if training.is_blocking else None
    if required is None or row.participant.has_completed(required):
        row.waiver, row.waiver_reason = Waiver.NOT_NEEDED, ""
        return
    if not reason:
        text = _("Write why you should come without the training required before.")
        raise TrainingError("waiver_needed", text)
    row.waiver, row.waiver_reason = Waiver.ASKED, reason


def _check_domain(row: Enrolment) -> None:
    """Refuse a place where MOST_UNVOUCHED people of the same mail domain wait for approval.

    Whoever has a domain has as many addresses there as they like; a listed employer with domains
    of its own answers for them.
    """
    if row.participant.employer is not None and row.participant.employer.domains:
        return
    domain = row.participant.email.rpartition("@")[2]
    unvouched = Q(participant__employer=None) | Q(participant__employer__domains=[])
    alike = row.run.enrolments.seated().filter(
        unvouched, approved_at=None, participant__email__iendswith=f"@{domain}"
    )
    if alike.count() >= MOST_UNVOUCHED:
        text = _(
            "Several people with such addresses wait for approval already. Try again once it has"
            " been decided on them, or call the coordinator: %(contact)s."
        )
        training = row.training
        contact = f"{training.coordinator_name}, {training.coordinator_phone}"
        raise TrainingError("many_of_domain", text % {"contact": contact})


def _take_place(row: Enrolment, *, waits: bool, by: Actor, at: datetime) -> None:
    """Take the smallest free place, or join the end of the queue; nobody is overtaken."""
    pass_places_on(row.run, at=at)
    is_queue = row.run.enrolments.filter(state=EnrolmentState.WAITING).exists()
    row.seat = None if is_queue else free_seat(row.run)
    if row.seat is None and not waits:
        raise full()
    row.state = EnrolmentState.WAITING if row.seat is None else settled(row)
    row.changed_at = at
    row.save()
    record(by, str(row.state), "training.enrolment", row.pk, at=at, changed=["state"])
    if row.state == EnrolmentState.WAITING:
        join(KIND, subject_of(row.run), who_of(row), at=at)
        tell(row, "waiting", at=at)
        return
    tell(row, "received", at=at)
    tell_deciders(row, at=at)
