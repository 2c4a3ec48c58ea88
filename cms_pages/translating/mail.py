"""Mail to whoever is to take the next step of an approval, in Wagtail's own words (M1)."""

from typing import Any

from django.utils import timezone
from wagtail.admin.mail import BaseGroupApprovalTaskStateEmailNotifier
from wagtail.models import TaskState

from accounts.models import User
from accounts.roles import Role
from cms_pages.models import LanguageApproval
from cms_pages.permissions import holders


class WhoseTurn(BaseGroupApprovalTaskStateEmailNotifier):
    notification = "submitted"

    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        return isinstance(instance, TaskState) and isinstance(
            instance.task.specific, LanguageApproval
        )

    def get_recipient_users(self, task_state: TaskState, **kwargs: Any) -> set[User]:
        task = task_state.task.specific
        people = holders(Role(task.role), task.language_id, at=timezone.now())
        return {person for person in people if person != kwargs.get("user")}


tell_whose_turn_it_is = WhoseTurn()
