from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.roles import STAFF_ROLES, Role


class User(AbstractUser):
    """Somebody who signs in. Citizens who book never need to."""

    # Somebody else has seen the password; nothing opens with it but the page to change it (X5).
    has_first_password = models.BooleanField(default=False, db_default=False)

    # Only whoever a request comes from is asked for again and again: `SignedInMiddleware` says so.
    reads_grants_once = False

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]  # the stubs want plain text
        verbose_name_plural = _("users")  # type: ignore[assignment]  # the stubs want plain text

    @cached_property
    def grants_once(self) -> "list[Grant]":
        """Return all grants, past ones too, as they were when this was first asked."""
        return list(Grant.objects.of_active().filter(user=self.pk))


class GrantQuerySet(models.QuerySet["Grant"]):
    def of_active(self) -> "GrantQuerySet":
        return self.filter(user__is_active=True)

    def in_force(self, at: datetime) -> "GrantQuerySet":
        """Keep the grants that hold at `at`, as `Grant.is_in_force` says of active users'."""
        ends_later = Q(valid_to__isnull=True) | Q(valid_to__gt=at)
        return self.of_active().filter(ends_later, valid_from__lte=at)

    def staff(self) -> "GrantQuerySet":
        return self.filter(role__in=STAFF_ROLES)


class Grant(models.Model):
    """A role given to a user, everywhere or for one object, for a time (DESIGN 8).

    The scope is a content type and a key, never a tree path: a path changes on a move.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants"
    )
    role = models.CharField(max_length=40, choices=Role)
    scope_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.PROTECT)
    scope_id = models.PositiveBigIntegerField(null=True, blank=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        constraints = [
            models.CheckConstraint(
                condition=Q(scope_type__isnull=True, scope_id__isnull=True)
                | Q(scope_type__isnull=False, scope_id__isnull=False),
                name="accounts_grant_whole_scope",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="accounts_grant_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["user", "role"], name="accounts_grant_user_role")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"

    def is_in_force(self, at: datetime) -> bool:
        return self.valid_from <= at and (self.valid_to is None or at < self.valid_to)


class ApiToken(models.Model):
    """The key of a partner system to the API; its text is known to the partner alone."""

    name = models.CharField(max_length=100)
    token_hash = models.CharField(max_length=64, unique=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="accounts_apitoken_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_in_force(self, at: datetime) -> bool:
        return self.valid_from <= at and (self.valid_to is None or at < self.valid_to)
