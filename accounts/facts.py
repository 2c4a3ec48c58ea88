"""Plain facts in the admin: rows whoever holds one of some roles everywhere may edit (X2, X3).

What an app keeps as rows without rules of their own (goals, tags, funds) is a `FactViewSet` of it.
"""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from accounts.access import roles_everywhere, roles_known
from accounts.models import User
from accounts.roles import Role
from languages.codes import STORED
from languages.offered import own_name
from privacy.audit import Actor, record

View = Callable[..., HttpResponse]


def only_for(roles: Collection[Role]) -> Callable[[View], View]:
    """Return a decorator that answers 404 to everybody else: for them the page does not exist."""

    def decorator(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not roles_everywhere(request.user, at=timezone.now()) & set(roles):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorator


class FactForm(WagtailAdminModelForm):
    """Every change of a fact is in the audit trail (X3)."""

    def save(self, commit: bool = True) -> Any:
        is_new = self.instance.pk is None
        row = super().save(commit)
        if commit:
            user = self.for_user
            held = roles_known(user, at=timezone.now())
            actor = Actor(role=str(min(held, default="")), user_id=user.pk, channel="admin")
            verb = "added" if is_new else "edited"
            changed = self.changed_data
            label = row._meta.label_lower
            record(actor, verb, label, row.pk, at=timezone.now(), changed=changed)
        return row


class FactPolicy(ModelPermissionPolicy):
    """Asks the grants; Wagtail's own permissions never authorise."""

    def __init__(self, model: Any, roles: Collection[Role], deletes: bool) -> None:
        super().__init__(model)
        self.roles, self.deletes = frozenset(roles), deletes

    def user_has_permission(self, user: User, action: str) -> bool:
        if action == "delete" and not self.deletes:
            return False
        return bool(roles_everywhere(user, at=timezone.now()) & self.roles)

    def user_has_any_permission(self, user: User, actions: list[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class FactIndex(IndexView):
    """Brings what a list names of other rows (`related`) together with the rows."""

    related: Collection[str] = ()

    def get_base_queryset(self) -> QuerySet:
        rows: QuerySet = super().get_base_queryset()
        return rows.select_related(*self.related) if self.related else rows


class FactViewSet(ModelViewSet):
    """Every address of it, history and usage included, is for `roles` only."""

    index_view_class = FactIndex
    roles: ClassVar[Collection[Role]]
    related: ClassVar[Collection[str]] = ()  # relations the list names
    deletes: ClassVar[bool] = True  # False where other rows or the trail need it to stay
    copy_view_enabled = False
    add_to_reference_index = False

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(related=self.related, **kwargs)  # type: ignore[no-any-return]  # Wagtail is untyped

    @property
    def permission_policy(self) -> FactPolicy:
        return FactPolicy(self.model, self.roles, self.deletes)

    def get_urlpatterns(self) -> list[URLPattern]:
        patterns: list[URLPattern] = super().get_urlpatterns()
        for pattern in patterns:
            pattern.callback = only_for(self.roles)(pattern.callback)
        return patterns

    def get_permissions_to_register(self) -> Any:
        """Register none: what somebody may do follows from grants."""
        return super().get_permissions_to_register().none()


def texts(name: str, heading: Any) -> MultiFieldPanel:
    """Return the three stored languages of a text side by side; Serbian Latin is derived."""
    fields = [FieldPanel(f"{name}_{code}", heading=own_name(code)) for code in STORED]
    return MultiFieldPanel([FieldRowPanel(fields)], heading=heading)


def handler(*panels: Panel) -> Any:
    """Return the panels of a fact with the form that keeps the trail."""
    return ObjectList(list(panels), base_form_class=FactForm)
