"""What authorities send in: challenges and requests for support (P1, P4)."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import User
from programme.access import triages
from programme.enums import (
    CHALLENGE_STEPS,
    NEEDS_REASON,
    SUPPORT_STEPS,
    UNCONFIRMED,
    ChallengeState,
    SupportField,
    SupportState,
)
from programme.tokens import confirm_token, status_token


class SubmissionQuerySet(models.QuerySet[Any]):
    def confirmed(self) -> Self:
        return self.exclude(state=UNCONFIRMED)

    def visible_to(self, user: User, at: datetime) -> Self:
        """Keep what triage may read: nothing before its sender has proved the address (P4, X2)."""
        return self.confirmed() if triages(user, at) else self.none()


def _rules(name: str, states: Collection[str]) -> list[models.BaseConstraint]:
    """Return the rules every submission keeps; Django wants their names unique."""
    return [
        models.CheckConstraint(condition=Q(state__in=states), name=f"programme_{name}_state"),
        models.CheckConstraint(
            condition=Q(state=UNCONFIRMED, confirmed_at__isnull=True)
            | (~Q(state=UNCONFIRMED) & Q(confirmed_at__isnull=False)),
            name=f"programme_{name}_confirmed",
        ),
        models.CheckConstraint(
            condition=~Q(state__in=NEEDS_REASON) | ~Q(reason=""),
            name=f"programme_{name}_refused_with_reason",
        ),
    ]


class Submission(models.Model):
    """Something an authority sent by the public form; whoever sent it can be forgotten (X4).

    `version` grows with every change, so that two people of triage cannot undo one another.
    """

    states: ClassVar[type[models.TextChoices]]
    steps: ClassVar[dict[str, tuple[str, ...]]]

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(
        "programme.Authority",
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("authority"),
    )
    title = models.CharField(_("title"), max_length=120)
    state = models.CharField(max_length=12)  # each kind has its own
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_email = models.EmailField(_("official e-mail address"), blank=True)
    language = models.CharField(max_length=10)
    privacy_notice = models.ForeignKey(
        "privacy.Notice", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirm_hash = models.CharField(max_length=64, unique=True)
    confirm_until = models.DateTimeField()
    status_hash = models.CharField(max_length=64, unique=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(_("received"), null=True, blank=True)
    changed_at = models.DateTimeField(_("last changed"))

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def next_states(self) -> tuple[str, ...]:
        """Return the states triage may set from the present one."""
        return self.steps.get(self.state, ())

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    def confirm_path(self) -> str:
        return self._path("programme_confirm", confirm_token(self.uid))

    def status_path(self) -> str:
        return self._path("programme_status", status_token(self.uid))

    def _path(self, name: str, token: str) -> str:
        """Return the address in the sender's language, whoever's mail or page is being made."""
        with override(self.language):
            return reverse(name, args=[token])


class Challenge(Submission):
    """An idea an authority submits, from triage through a prototype to a published case (P4)."""

    states = ChallengeState
    steps = CHALLENGE_STEPS

    state = models.CharField(
        _("state"), max_length=12, choices=ChallengeState, default=ChallengeState.UNCONFIRMED
    )
    problem = models.TextField(_("the challenge"), max_length=4000)
    users = models.TextField(_("whom it concerns"), max_length=2000)
    tried = models.TextField(_("what has been tried"), max_length=2000, blank=True)
    prototype = models.TextField(_("prototype"), max_length=4000, blank=True)
    users_involved = models.TextField(_("users involved"), max_length=4000, blank=True)
    result = models.TextField(_("result"), max_length=4000, blank=True)

    class Meta:
        ordering = ["-confirmed_at", "-pk"]
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        constraints = [
            *_rules("challenge", ChallengeState.values),
            models.CheckConstraint(
                condition=~Q(state="prototype") | ~Q(prototype=""),
                name="programme_challenge_prototype_described",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["tested", "published"])
                | (~Q(prototype="") & ~Q(users_involved="") & ~Q(result="")),
                name="programme_challenge_tested_with_users",
            ),
        ]


class SupportRequest(Submission):
    """A request for the think tank's help in one of its two fields (P1)."""

    states = SupportState
    steps = SUPPORT_STEPS

    state = models.CharField(
        _("state"), max_length=12, choices=SupportState, default=SupportState.UNCONFIRMED
    )
    field = models.CharField(_("field of support"), max_length=12, choices=SupportField)
    description = models.TextField(_("what you need help with"), max_length=4000)

    class Meta:
        ordering = ["-confirmed_at", "-pk"]
        verbose_name = _("request for support")
        verbose_name_plural = _("requests for support")
        constraints = [
            *_rules("support", SupportState.values),
            models.CheckConstraint(
                condition=Q(field__in=SupportField.values), name="programme_support_field"
            ),
        ]


KINDS: dict[str, type[Challenge] | type[SupportRequest]] = {
    "challenge": Challenge,
    "supportrequest": SupportRequest,
}
