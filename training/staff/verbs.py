"""The verbs of the audit trail in words, by what they were done to."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from training.enums import EnrolmentState, OfferState, RequestState


def verbs_of(object_type: str) -> Mapping[str, str]:
    """Return the words of what is done to rows that the trail knows as `object_type`."""
    return _VERBS[object_type]()


def _of_offers() -> Mapping[str, str]:
    return {
        **{f"offer_{state.value}": str(state.label) for state in OfferState},
        "offer_received": _("offer received"),
        "offer_corrected": _("offer corrected"),
        "document_added": _("document added"),
        "document_removed": _("document removed"),
        "document_opened": _("document opened"),
        "provider_invited": _("provider invited to a further training"),
        "invitation_accepted": _("invitation accepted"),
        "invitation_declined": _("invitation declined"),
    }


def _of_contracts() -> Mapping[str, str]:
    return {
        "contract_drafted": _("contract begun"),
        "contract_redrafted": _("contract corrected"),
        "contract_sent": _("sent to the provider"),
        "contract_reminded": _("provider reminded"),
        "contract_signed": _("contract signed"),
        "contract_lapsed": _("not signed in time"),
        "exported": _("report exported"),
    }


def _of_runs() -> Mapping[str, str]:
    return {
        "planned": _("draft planned"),
        "dates_proposed": _("dates proposed"),
        "dates_accepted": _("dates accepted"),
        "dates_declined": _("dates declined"),
        "scheduled": _("dates set, price charged to the contract"),
        "trainers_asked": _("trainers asked"),
        "trainer_accepted": _("a trainer accepted"),
        "trainer_declined": _("a trainer declined"),
        "trainer_taken_off": _("a trainer taken off the run"),
        "sessions_planned": _("plan of the sessions changed"),
        "changed": _("place, numbers or deadlines changed"),
        "moved": _("moved to other hours"),
        "opened": _("opened for enrolment"),
        "cancelled": _("called off"),
        "held": _("confirmed as held"),
        "attendance_noted": _("attendance noted"),
        "material_added": _("material added"),
        "material_removed": _("material removed"),
    }


def _of_enrolments() -> Mapping[str, str]:
    return {
        **{state.value: str(state.label) for state in RequestState},
        **{state.value: str(state.label) for state in EnrolmentState},
        "submit": _("sent, address not confirmed yet"),
        "added": _("enrolled by hand"),
        "approved": _("confirmed that they may come"),
        "waiver_granted": _("leave granted"),
        "waiver_refused": _("leave refused"),
        "moved_here": _("moved here from another run"),
        "accepted": _("offered place accepted"),
        "declined": _("declined"),
        "lapsed": _("offer not answered in time"),
        "left": _("left the list"),
        "erased": _("contact erased"),
    }


_VERBS: Mapping[str, Callable[[], Mapping[str, str]]] = {
    "training.offer": _of_offers,
    "training.contract": _of_contracts,
    "training.run": _of_runs,
    "training.enrolment": _of_enrolments,
    "training.run_request": _of_enrolments,
}
