from django.db import models
from django.utils.translation import gettext_lazy as _


class ChallengeState(models.TextChoices):
    """Where an authority's idea stands (P4)."""

    UNCONFIRMED = "unconfirmed", _("address not confirmed yet")
    RECEIVED = "received", _("received")
    TRIAGE = "triage", _("being weighed")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    PROTOTYPE = "prototype", _("prototype being made")
    TESTED = "tested", _("prototype tested with users")
    PUBLISHED = "published", _("published as a case")
    STOPPED = "stopped", _("stopped")


class SupportState(models.TextChoices):
    """Where an authority's request for help stands (P1)."""

    UNCONFIRMED = "unconfirmed", _("address not confirmed yet")
    RECEIVED = "received", _("received")
    AGREED = "agreed", _("support agreed")
    GIVEN = "given", _("support given")
    DECLINED = "declined", _("declined")


class SupportField(models.TextChoices):
    """The two fields in which the think tank supports authorities (P1)."""

    PLANNING = "planning", _("development planning")
    LEGISLATION = "legislation", _("legislation")


class LinkKind(models.TextChoices):
    COMMUNITY = "community", _("innovation community of the state administration")
    INTERNATIONAL = "international", _("international collections and networks")


# Both kinds of submission share these two words.
UNCONFIRMED = "unconfirmed"
RECEIVED = "received"

# What triage may do next. Publishing is done by the page of the case, not by hand.
CHALLENGE_STEPS: dict[str, tuple[str, ...]] = {
    ChallengeState.RECEIVED: (ChallengeState.TRIAGE,),
    ChallengeState.TRIAGE: (ChallengeState.ACCEPTED, ChallengeState.DECLINED),
    ChallengeState.ACCEPTED: (ChallengeState.PROTOTYPE, ChallengeState.STOPPED),
    ChallengeState.PROTOTYPE: (ChallengeState.TESTED, ChallengeState.STOPPED),
    ChallengeState.TESTED: (ChallengeState.PROTOTYPE, ChallengeState.STOPPED),
}
SUPPORT_STEPS: dict[str, tuple[str, ...]] = {
    SupportState.RECEIVED: (SupportState.AGREED, SupportState.DECLINED),
    SupportState.AGREED: (SupportState.GIVEN, SupportState.DECLINED),
}
NEEDS_REASON = ("declined", "stopped")
# The challenge has a prototype that was tried by its users: its page may be published.
PRESENTABLE = (ChallengeState.TESTED, ChallengeState.PUBLISHED)
