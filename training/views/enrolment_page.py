"""What a participant's page says of an enrolment at a moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.utils.translation import gettext as _

from training.enums import EnrolmentState, RunState, SideWorkTime
from training.messages.letter import line_of
from training.messages.participant_words import minutes, who_decides
from training.models import Employer, Enrolment, Run, RunMaterial, Session, Training
from training.openings import runs_to_move_to
from training.places import is_online
from training.waiting import ahead_of, entry_of
from waiting_list.models import Entry, EntryState

JOIN_OPENS = timedelta(hours=24)
SHOWN_MATERIALS = (EnrolmentState.CONFIRMED, EnrolmentState.ATTENDED, EnrolmentState.ABSENT)
PLACED = (EnrolmentState.REQUESTED, EnrolmentState.CONFIRMED)


@dataclass(frozen=True)
class EnrolmentPage:
    """One enrolment, read at `at`; it changes nothing."""

    enrolment: Enrolment
    at: datetime

    @property
    def token(self) -> str:
        return self.enrolment.token()

    @property
    def training(self) -> Training:
        return self.enrolment.training

    @cached_property
    def run(self) -> Run:
        return Run.objects.dated().seated().get(pk=self.enrolment.run_id)

    @cached_property
    def sessions(self) -> list[Session]:
        rows = self.enrolment.run.sessions.select_related("run", "segment")
        return list(rows.order_by("segment__day"))

    @property
    def lines(self) -> list[str]:
        return [line_of(session) for session in self.sessions]

    @property
    def state(self) -> str:
        """Return the state as it is at `at`: an offer nobody answered in time is none any more."""
        is_late = self.enrolment.state == EnrolmentState.OFFERED and self.offer is None
        return "lapsed" if is_late else self.enrolment.state

    @property
    def words(self) -> str:
        """Return the state in a sentence or two."""
        row = self.enrolment
        if self.state == EnrolmentState.REQUESTED:
            return " ".join([_("A place is being kept for you."), *who_decides(row)])
        if self.state == EnrolmentState.WAITING:
            return _("You are on the waiting list. We mail you when a place is free for you.")
        return {
            "lapsed": _("The place offered to you was not accepted in time."),
            EnrolmentState.OFFERED: _("A place is kept for you. Accept or decline it."),
            EnrolmentState.CONFIRMED: _("You have a place."),
            EnrolmentState.REFUSED: _("Your enrolment was not confirmed."),
            EnrolmentState.WITHDRAWN: _("You are no longer enrolled."),
            EnrolmentState.CANCELLED: _("The training on this date will not take place."),
            EnrolmentState.ATTENDED: _("You have completed the training."),
            EnrolmentState.ABSENT: _("You have not completed the training."),
        }.get(self.state, "")

    @cached_property
    def entry(self) -> Entry | None:
        return entry_of(self.enrolment)

    @property
    def offer(self) -> datetime | None:
        """Return until when a place is kept for the answer; None where none is any more."""
        entry = self.entry
        if entry is None or entry.state != EntryState.OFFERED or entry.offer_until is None:
            return None
        return entry.offer_until if self.at < entry.offer_until else None

    @property
    def ahead(self) -> int | None:
        """Return how many wait before this one; None for who does not wait."""
        entry = self.entry
        is_waiting = entry is not None and entry.state == EntryState.WAITING
        return ahead_of(entry) if entry is not None and is_waiting else None

    @property
    def is_to_come(self) -> bool:
        starts_at = self.run.starts_at
        return self.run.state == RunState.OPEN and (starts_at is None or self.at < starts_at)

    @property
    def is_in_time(self) -> bool:
        """Say whether a place may still be given back by oneself."""
        until = self.run.withdraw_until
        return self.is_to_come and (until is None or self.at < until)

    @property
    def can_withdraw(self) -> bool:
        return self.enrolment.state in PLACED and self.is_in_time

    @property
    def must_call(self) -> bool:
        """Say whether only the coordinator can still withdraw somebody."""
        return self.enrolment.state in PLACED and self.is_to_come and not self.is_in_time

    @property
    def can_leave(self) -> bool:
        return self.enrolment.state == EnrolmentState.WAITING and self.is_to_come

    @cached_property
    def targets(self) -> list[Run]:
        """Return where one may move now."""
        is_free_to = self.can_withdraw or self.can_leave
        return runs_to_move_to(self.enrolment, at=self.at) if is_free_to else []

    @property
    def has_calendar(self) -> bool:
        return self.enrolment.state == EnrolmentState.CONFIRMED

    @property
    def is_online(self) -> bool:
        return any(is_online(session) for session in self.sessions)

    @property
    def join_link(self) -> str:
        """Return the link for who is confirmed, from a day before an online session to its end."""
        if self.enrolment.state != EnrolmentState.CONFIRMED:
            return ""
        near = any(
            is_online(one) and one.starts_at - JOIN_OPENS <= self.at < one.ends_at
            for one in self.sessions
        )
        return self.run.join_link if near else ""

    @property
    def side_works(self) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """Return (when, works) with (title, address, how long) of each work; none: left out."""
        if self.enrolment.state not in SHOWN_MATERIALS:
            return []
        works: dict[str, list[tuple[str, str, str]]] = {}
        for work in self.training.side_works.all():
            long = minutes(work.minutes) if work.minutes else ""
            works.setdefault(work.when, []).append((work.title, work.url, long))
        return [(str(SideWorkTime(when).label), items) for when, items in works.items()]

    @cached_property
    def materials(self) -> list[RunMaterial]:
        if self.enrolment.state not in SHOWN_MATERIALS:
            return []
        return list(self.enrolment.run.materials.all())

    # --- before the address is proved ---

    @property
    def is_link_over(self) -> bool:
        return self.enrolment.confirm_until <= self.at

    @cached_property
    def has_place_left(self) -> bool:
        run = self.run
        is_queue = run.enrolments.filter(state=EnrolmentState.WAITING).exists()
        return run.taken < run.capacity and not is_queue

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Return what was typed, to be checked by the owner of the address."""
        typed = self.enrolment.typed
        employer = Employer.objects.filter(pk=typed.get("employer")).first()
        return [
            (_("Name and surname"), typed.get("name", "")),
            (_("Work e-mail"), self.enrolment.participant.email),
            (_("Employer"), employer.name if employer else typed.get("employer_name", "")),
            (_("Field of work"), typed.get("field_of_work", "")),
        ]

    @property
    def needs_waiver(self) -> bool:
        """Say whether the required training is missing and no reason was written yet."""
        required = self.training.prerequisite if self.training.is_blocking else None
        if required is None or self.enrolment.waiver_reason:
            return False
        return not self.enrolment.participant.has_completed(required)

    @property
    def live_one(self) -> Enrolment | None:
        """Return another live enrolment of the same person in this training."""
        same = self.enrolment.participant.enrolments.live().filter(training=self.training)
        return same.exclude(pk=self.enrolment.pk).first()
