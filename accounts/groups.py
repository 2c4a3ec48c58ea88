"""Wagtail knows groups, the portal knows grants: these groups follow the grants (DESIGN 8).

A group opens a part of Wagtail's own screens and nothing more; which objects somebody may see or
change is asked of the grants. An app adds the permissions of its screens in AppConfig.ready().
"""

from collections.abc import Collection

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection as MediaCollection
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from accounts.models import User
from accounts.roles import STAFF_ROLES, Role

STAFF = "staff"
PAGE_EDITORS = "staff-pages"
PAGE_PUBLISHERS = "staff-publishing"
ROLES = {
    STAFF: STAFF_ROLES,
    PAGE_EDITORS: frozenset(
        {Role.EDITOR, Role.REVIEWER, Role.PUBLISHER, Role.PORTAL_ADMINISTRATOR}
    ),
    PAGE_PUBLISHERS: frozenset({Role.PUBLISHER, Role.PORTAL_ADMINISTRATOR}),
}
PAGE_PERMISSIONS = {
    PAGE_EDITORS: ("add_page", "change_page", "lock_page", "unlock_page"),
    PAGE_PUBLISHERS: ("publish_page",),
}
MEDIA_PERMISSIONS = tuple(
    f"{verb}_{kind}" for kind in ("image", "document") for verb in ("add", "change", "choose")
)

_permissions: dict[str, set[str]] = {
    STAFF: {"wagtailadmin.access_admin"},
    PAGE_EDITORS: {"wagtail_localize.submit_translation"},
    PAGE_PUBLISHERS: set(),
}


def register(group: str, *permissions: str) -> None:
    """Give `group` the permissions ("app.codename") its next synchronisation shall bring."""
    _permissions[group].update(permissions)


@transaction.atomic
def sync_staff_group() -> None:
    """Make the groups what this code says they are; idempotent, needs migrations to have run."""
    for name, wanted in _permissions.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set(_named(wanted))
    for name, codenames in PAGE_PERMISSIONS.items():
        _open_pages(Group.objects.get(name=name), codenames)
    _open_media(Group.objects.get(name=PAGE_EDITORS))


def sync_membership(user: User, roles: Collection[Role]) -> None:
    """Put `user` into the groups of `roles` and out of the others; writes only a difference."""
    wanted = {name for name, opening in ROLES.items() if opening & set(roles)}
    actual = set(user.groups.filter(name__in=ROLES).values_list("name", flat=True))
    if wanted == actual:
        return
    if Group.objects.filter(name__in=ROLES).count() < len(ROLES):
        sync_staff_group()
    user.groups.remove(*Group.objects.filter(name__in=actual - wanted))
    user.groups.add(*Group.objects.filter(name__in=wanted - actual))


def _named(permissions: Collection[str]) -> list[Permission]:
    """Return the permissions of these names; LookupError names one that does not exist."""
    found = {}
    for permission in Permission.objects.select_related("content_type").filter(
        codename__in=[name.split(".")[1] for name in permissions]
    ):
        found[f"{permission.content_type.app_label}.{permission.codename}"] = permission
    missing = set(permissions) - found.keys()
    if missing:
        raise LookupError(f"no such permission: {', '.join(sorted(missing))}")
    return [found[name] for name in permissions]


def _open_pages(group: Group, codenames: Collection[str]) -> None:
    """Give `group` these permissions on every page, and no others."""
    root = Page.get_first_root_node()
    held = GroupPagePermission.objects.filter(group=group)
    held.exclude(permission__codename__in=codenames).delete()
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=codenames
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _open_media(group: Group) -> None:
    """Let `group` use every image and document."""
    media = Q(content_type__app_label="wagtailimages") | Q(content_type__app_label="wagtaildocs")
    for permission in Permission.objects.filter(media, codename__in=MEDIA_PERMISSIONS):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=MediaCollection.get_first_root_node(), permission=permission
        )
