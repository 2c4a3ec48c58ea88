"""The words of every mail to participants, in the active language; nothing is sent here."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from languages.codes import SL
from languages.dates import in_sentence, short_date_time
from training.enums import SideWorkTime, Waiver
from training.local_time import ZONE
from training.messages.letter import Letter
from training.models import Enrolment, Session, SideWork
from training.places import is_online
from training.waiting import entry_of


def prove(row: Enrolment, sessions: Sequence[Session]) -> Letter:
    return _letter(
        _("Confirm your enrolment"),
        row,
        sessions,
        [
            _("Somebody wants to enrol in this training and gave this address."),
            _(
                "If it was you, open the link, check what was sent and confirm it. Only then is a"
                " place taken. The link works until %(until)s."
            )
            % {"until": _short(row.confirm_until)},
        ],
        go_on=_("To confirm:"),
        end=_("If it was not you, you need not do anything: what was sent is deleted by itself."),
    )


def already(row: Enrolment, sessions: Sequence[Session]) -> Letter:
    """Tell the owner of an address that was typed again about the enrolment there is."""
    return _letter(
        _("You are enrolled already"),
        row,
        sessions,
        [
            _(
                "Somebody wants to enrol in this training and gave this address. You are enrolled"
                " in it already, so nothing has changed."
            )
        ],
        go_on=_("Here you see how it stands, and can move to another date:"),
    )


def received(row: Enrolment, sessions: Sequence[Session]) -> Letter:
    return _letter(
        _("Enrolment received"),
        row,
        sessions,
        ["\n".join([_("A place is being kept for you."), *who_decides(row)])],
        go_on=_manage(),
    )


def who_decides(row: Enrolment) -> list[str]:
    """Return who has yet to say yes, a sentence each."""
    lines = []
    if row.approved_at is None:
        employer = row.participant.employer
        if employer is not None and employer.has_approver:
            lines.append(_("The approver of your authority has yet to confirm that you may come."))
        else:
            lines.append(_("The coordinator has yet to confirm that you may come."))
    if row.waiver == Waiver.ASKED:
        lines.append(
            _("The coordinator decides whether you may come without the training required before.")
        )
    return lines


def waiting(row: Enrolment, sessions: Sequence[Session]) -> Letter:
    return _letter(
        _("On the waiting list"),
        row,
        sessions,
        [
            _(
                "All places are taken; you are on the waiting list. When a place becomes free, it"
                " is offered to whoever has waited longest, and kept for them for a while."
            )
        ],
        go_on=_("To see how it stands or to leave the list:"),
    )


def offered(row: Enrolment, sessions: Sequence[Session]) -> Letter:
    until = offer_until(row)
    lead = _("A place has become free and is kept for you alone.")
    if until is not None:
        end = _("Accept or decline it %(until)s at the latest; after that it is offered to others.")
        lead = f"{lead} {end % {'until': _sentence(until)}}"
    return _letter(
        _("A place is free for you"), row, sessions, [lead], go_on=_("To accept or decline:")
    )


def offer_until(row: Enrolment) -> datetime | None:
    """Return until when the place offered to `row` is kept; None where none is."""
    entry = entry_of(row)
    return None if entry is None else entry.offer_until


def confirmed(row: Enrolment, sessions: Sequence[Session]) -> Letter:
    return _letter(
        _("Enrolment confirmed"),
        row,
        sessions,
        [_("You have a place. The calendar entry is attached and updates itself.")],
        more=[*_online(sessions), *_prepare(row), *_until_when(row)],
        go_on=_manage(),
    )


def changed(row: Enrolment, sessions: Sequence[Session]) -> Letter:
    return _letter(
        _("The training has changed"),
        row,
        sessions,
        [_("Hours or place have changed. What holds now stands below.")],
        more=[*_online(sessions), *_until_when(row)],
        go_on=_("If you cannot come then, withdraw or move here:"),
    )


def moved(row: Enrolment, sessions: Sequence[Session]) -> Letter:
    return _letter(
        _("Moved to another date"),
        row,
        sessions,
        [" ".join([_("You have a place on the new date."), *who_decides(row)])],
        more=[*_online(sessions), *_until_when(row)],
        go_on=_manage(),
    )


def reminder(row: Enrolment, sessions: Sequence[Session]) -> Letter:
    return _letter(
        _("The training is near"),
        row,
        sessions,
        [_("We remind you of the training you are enrolled in.")],
        more=[*_online(sessions), *_prepare(row)],
        go_on=_("Link, materials and changes:"),
    )


def lapsed(row: Enrolment, sessions: Sequence[Session]) -> Letter:
    return _letter(
        _("The place went to somebody else"),
        row,
        sessions,
        [
            _(
                "The place offered to you was not accepted in time, so it was offered to the next"
                " on the list. You are no longer on the list; you may enrol again."
            )
        ],
    )


def no_place(row: Enrolment, sessions: Sequence[Session]) -> Letter:
    return _letter(
        _("No place became free"),
        row,
        sessions,
        [_("The training has begun and no place has become free. Other dates are on the portal.")],
    )


def withdrawn(row: Enrolment, sessions: Sequence[Session]) -> Letter:
    return _letter(
        _("Withdrawn"),
        row,
        sessions,
        [_("You are no longer enrolled in this training; the place is free for somebody else.")],
        more=_reason(row),
    )


def refused(row: Enrolment, sessions: Sequence[Session]) -> Letter:
    return _letter(
        _("Enrolment not confirmed"),
        row,
        sessions,
        [_("Your enrolment in this training was not confirmed.")],
        more=_reason(row),
    )


def cancelled(row: Enrolment, sessions: Sequence[Session]) -> Letter:
    reason = row.run.reason
    return _letter(
        _("The training is cancelled"),
        row,
        sessions,
        [_("The training on this date will not take place. Other dates are on the portal.")],
        more=[_("Reason: %(reason)s") % {"reason": reason}] if reason else [],
    )


def further_day(row: Enrolment, session: Session) -> Letter:
    subject = _("Calendar entry for day %(day)s") % {"day": session.segment.day}
    lead = _("This mail brings the calendar entry of a further day of the training.")
    return _letter(subject, row, [session], [lead], go_on=_manage())


def gone_day(row: Enrolment, session: Session) -> Letter:
    subject = _("Day %(day)s no longer holds") % {"day": session.segment.day}
    lead = _("This mail takes the entry of this day out of your calendar.")
    return _letter(subject, row, [session], [lead])


def _letter(
    what: str,
    row: Enrolment,
    sessions: Sequence[Session],
    lead: Sequence[str],
    *,
    more: Sequence[str] = (),
    go_on: str = "",
    end: str = "",
) -> Letter:
    """Return a letter; only one that says how to go on has the link to the participant's page."""
    subject = _("%(what)s: %(training)s") % {"what": what, "training": row.training.name}
    path = row.manage_path() if go_on else ""
    return Letter(subject, row.training, lead, sessions, more, go_on, path, end)


def _manage() -> str:
    return _("Everything about your enrolment (the link is meant for you alone):")


def _reason(row: Enrolment) -> list[str]:
    return [_("Reason: %(reason)s") % {"reason": row.reason}] if row.reason else []


def _online(sessions: Sequence[Session]) -> list[str]:
    if not any(is_online(session) for session in sessions):
        return []
    return [_("The link to join online is on your page from 24 hours before the beginning.")]


def _prepare(row: Enrolment) -> list[str]:
    """Return the work before the training, a line each with its address below it."""
    works = row.training.side_works.filter(when=SideWorkTime.BEFORE)
    lines = [_work(work) for work in works]
    return ["\n".join([_("Before the training, please:"), *lines])] if lines else []


def _work(work: SideWork) -> str:
    line = f"– {work.title}"
    if work.minutes:
        line += f" ({minutes(work.minutes)})"
    return f"{line}\n  {work.url}" if work.url else line


def minutes(number: int) -> str:
    text = ngettext("%(number)s minute", "%(number)s minutes", number)
    return text % {"number": number}


def _until_when(row: Enrolment) -> list[str]:
    until = row.run.withdraw_until
    if until is None:
        return []
    return [_("You can withdraw or move until %(until)s.") % {"until": _short(until)}]


def _short(moment: datetime) -> str:
    return short_date_time(moment, ZONE, get_language() or SL)


def _sentence(moment: datetime) -> str:
    return in_sentence(moment, ZONE, get_language() or SL)
