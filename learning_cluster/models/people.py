"""Who is in a cluster: local governments, their representatives, those who help (L2)."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from learning_cluster.enums import (
    LIVE_MEMBERS,
    MOST_PARTICIPANTS,
    REPRESENTATIVES_EACH,
    ClusterState,
    GovernmentKind,
    MemberRole,
    MembershipKind,
    MembershipState,
    MemberState,
)
from learning_cluster.models.cluster import Cluster
from learning_cluster.models.words import Named
from privacy.personal_data import Person


class LocalGovernment(Named):
    """A municipality or city of the association."""

    slug = models.SlugField(_("web address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=GovernmentKind)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta:
        ordering = ["name_sr"]
        verbose_name = _("local government")
        verbose_name_plural = _("local governments")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def selected(self) -> "MembershipQuerySet":
        return self.filter(state=MembershipState.SELECTED)

    def with_names(self) -> "MembershipQuerySet":
        return self.select_related("government", "cluster")

    def funded_first(self) -> "MembershipQuerySet":
        return self.order_by("-is_funded", "government__name_sr")


class Membership(models.Model):
    """A local government in a cluster, from the invitation to the selection with its reason.

    `is_funded` says that the project pays for its service; such concepts come first (L11).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="memberships")
    government = models.ForeignKey(
        LocalGovernment,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("local government"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=MembershipKind)
    is_funded = models.BooleanField(_("funded by the project"), default=False)
    state = models.CharField(
        _("state"), max_length=12, choices=MembershipState, default=MembershipState.INVITED
    )
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    interest = models.TextField(_("why it wants to take part"), max_length=4000, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(max_length=10, default="sr")
    link_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["cluster", "kind", "government__name_sr"]
        verbose_name = _("local government in a cluster")
        verbose_name_plural = _("local governments in clusters")
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "government"],
                name="cluster_membership_once",
                violation_error_message=_("This local government is in the cluster already."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[MembershipState.SELECTED, MembershipState.NOT_SELECTED])
                | ~Q(reason=""),
                name="cluster_membership_decided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.government}, {self.cluster}"


class MemberQuerySet(models.QuerySet["Member"]):
    def live(self) -> "MemberQuerySet":
        return self.filter(state__in=LIVE_MEMBERS)

    def accepted(self) -> "MemberQuerySet":
        return self.filter(state=MemberState.ACCEPTED)

    def of_user(self, user: User) -> "MemberQuerySet":
        return self.filter(user=user) if user.is_active else self.none()

    def of_person(self, person: Person) -> "MemberQuerySet":
        """Keep the places of whom a request for their data is about (X4)."""
        known = Q(pk__in=[])
        if person.email:
            known |= Q(email__iexact=person.email)
        if person.user_id is not None:
            known |= Q(user=person.user_id)
        return self.filter(known)

    def over(self) -> "MemberQuerySet":
        """Keep whose place has ended or whose cluster is concluded: no longer needed by name."""
        return self.filter(~Q(state__in=LIVE_MEMBERS) | Q(cluster__state=ClusterState.CLOSED))

    def visible_to(self, user: User, at: datetime) -> "MemberQuerySet":
        """Keep the people of the clusters `user` is in."""
        return self.filter(cluster__in=Cluster.objects.visible_to(user, at))

    def with_names(self) -> "MemberQuerySet":
        return self.select_related("membership__government", "cluster")


class Member(models.Model):
    """A person in a cluster in one role, with an account once the invitation is accepted.

    A live representative holds one of two seats of its local government and one of fourteen
    places of the cluster: numbers, so that the database refuses a third and a fifteenth (L2).
    Who is replaced stays as ended, and the successor names them.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="members")
    role = models.CharField(_("role"), max_length=16, choices=MemberRole)
    membership = models.ForeignKey(
        Membership,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="representatives",
        verbose_name=_("local government"),
    )
    seat = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    post = models.CharField(_("post"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, default="sr")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="cluster_members",
    )
    state = models.CharField(
        _("state"), max_length=10, choices=MemberState, default=MemberState.INVITED
    )
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="successor"
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    link_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["cluster", "role", "name", "pk"]
        verbose_name = _("person in a cluster")
        verbose_name_plural = _("people in clusters")
        constraints = [
            models.CheckConstraint(
                condition=~Q(role=MemberRole.REPRESENTATIVE)
                | ~Q(state__in=LIVE_MEMBERS)
                | Q(
                    membership__isnull=False,
                    seat__range=(1, REPRESENTATIVES_EACH),
                    place__range=(1, MOST_PARTICIPANTS),
                ),
                name="cluster_member_representative_has_place",
            ),
            models.UniqueConstraint(
                fields=["membership", "seat"],
                condition=Q(state__in=LIVE_MEMBERS, seat__isnull=False),
                name="cluster_member_seat",
            ),
            models.UniqueConstraint(
                fields=["cluster", "place"],
                condition=Q(state__in=LIVE_MEMBERS, place__isnull=False),
                name="cluster_member_place",
            ),
            models.UniqueConstraint(
                "cluster",
                models.functions.Lower("email"),
                condition=Q(state__in=LIVE_MEMBERS),
                name="cluster_member_address_once",
                violation_error_message=_("Somebody with this address is in the cluster already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
