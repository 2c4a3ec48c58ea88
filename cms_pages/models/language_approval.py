from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, Task, TaskState

from accounts.models import User
from accounts.roles import Role
from cms_pages.permissions import takes_part


class LanguageApproval(Task):
    """One step on a page's way out in one language, taken by whoever is granted it (M1).

    Nobody reviews what they have handed in or written themselves, but for an administrator.
    """

    STEPS = [(Role.REVIEWER, Role.REVIEWER.label), (Role.PUBLISHER, Role.PUBLISHER.label)]

    language = models.ForeignKey(
        Locale, on_delete=models.CASCADE, related_name="+", verbose_name=_("language")
    )
    role = models.CharField(_("role"), max_length=40, choices=STEPS)

    admin_form_fields = ["name", "language", "role"]
    admin_form_readonly_on_edit_fields = ["name", "language", "role"]

    class Meta:
        verbose_name = _("approval of a language")
        verbose_name_plural = _("approvals of a language")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "role"], name="cms_pages_languageapproval_once"
            )
        ]

    @classmethod
    def get_description(cls) -> str:
        return str(_("Whoever is granted the role for the language approves."))

    def may_be_taken_by(self, user: User, page: Page) -> bool:
        if not takes_part(user, Role(self.role), self.language_id):
            return False
        is_own_review = self.role == Role.REVIEWER and user.pk in _authors(page)
        return not is_own_review or takes_part(user, Role.PORTAL_ADMINISTRATOR, self.language_id)

    def user_can_access_editor(self, obj: Page, user: User) -> bool:
        return takes_part(user, Role(self.role), self.language_id)

    def locked_for_user(self, obj: Page, user: User) -> bool:
        return not takes_part(user, Role(self.role), self.language_id)

    def user_can_lock(self, obj: Page, user: User) -> bool:
        return takes_part(user, Role(self.role), self.language_id)

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, Any, bool]]:
        if not self.may_be_taken_by(user, obj):
            return []
        return [
            ("reject", _("Request changes"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with comment"), True),
        ]

    def get_task_states_user_can_moderate(
        self, user: User, **kwargs: Any
    ) -> models.QuerySet[TaskState]:
        if not takes_part(user, Role(self.role), self.language_id):
            return TaskState.objects.none()
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)


def _authors(page: Page) -> set[int | None]:
    """Return who handed the page in, and who wrote what was handed in or saved since.

    An approval passes the latest revision on, also where the task began with an earlier one.
    """
    state = page.current_workflow_state
    if state is None:
        return set()
    task_state = state.current_task_state
    revisions = [task_state and task_state.revision, page.get_latest_revision()]
    return {state.requested_by_id, *(revision.user_id for revision in revisions if revision)}
