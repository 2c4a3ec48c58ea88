"""A translation on its way out: handed in, reviewed, published (M1).

Wagtail's own screens do this for pages written here; its editor of translations has no such
buttons, so these verbs stand behind ours.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page, TaskState, Workflow, WorkflowPage, WorkflowTask
from wagtail_localize.models import Translation

from accounts.models import User
from accounts.roles import Role
from cms_pages.errors import TranslatingError
from cms_pages.models import HomePage, LanguageApproval
from cms_pages.permissions import may
from cms_pages.translating.drafts import save_draft
from languages.offered import own_name
from privacy.audit import Actor, record

NAMES = {Role.REVIEWER: "pregled", Role.PUBLISHER: "objava"}  # the admin is Slovene


@transaction.atomic
def make_approvals() -> int:
    """Give every language with a first page its approval: review, then publication.

    Idempotent; returns how many were made. A first page with an approval of its own keeps it.
    """
    made = 0
    for home in HomePage.objects.filter(workflowpage__isnull=True).select_related("locale"):
        workflow = Workflow.objects.create(name=f"Okence – {own_name(home.locale.language_code)}")
        for order, role in enumerate((Role.REVIEWER, Role.PUBLISHER)):
            task = _task(home.locale, role)
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
        WorkflowPage.objects.create(workflow=workflow, page=home)
        made += 1
    return made


def offered(page: Page, user: User) -> dict[str, Any]:
    """Return which step `user` may take with `page` now: `submit`, `decide`, and the task at hand.

    Equal to what the verbs below will allow.
    """
    task_state = page.current_workflow_task_state
    task = task_state.task.specific if task_state else None
    return {
        "task": task,
        "decide": bool(task and task.get_actions(page, user)),
        "submit": task is None and _approval(page) is not None and _writes(user, page),
        "needs_changes": bool(
            page.current_workflow_state and page.current_workflow_state.status == "needs_changes"
        ),
    }


@transaction.atomic
def hand_in(translation: Translation, *, user: User, by: Actor, at: datetime) -> Page:
    """Make a draft of the translation as it is and start its approval; the draft is not live.

    Raises TranslatingError "incomplete", "under_way", "no_approval" or "not_yours".
    """
    page = translation.get_target_instance()
    if not _writes(user, page):
        raise TranslatingError("not_yours", _("You may not write in this language."))
    total, done = translation.get_progress()
    if done < total:
        raise TranslatingError(
            "incomplete",
            ngettext(
                "%(number)s text is not translated yet.",
                "%(number)s texts are not translated yet.",
                total - done,
            )
            % {"number": total - done},
        )
    workflow = _approval(page)
    if workflow is None:
        raise TranslatingError("no_approval", _("This language has no approval set up."))
    if page.current_workflow_task_state is not None:
        raise TranslatingError("under_way", _("This page is already waiting for approval."))
    save_draft(translation, user=user)
    page = Page.objects.get(pk=page.pk).specific
    state = page.current_workflow_state
    if state is not None:
        state.resume(user=user)
    else:
        workflow.start(page, user)
    record(by, "hand_in", "cms_pages.page", page.pk, at=at)
    return page


@transaction.atomic
def decide(
    page: Page, *, approve: bool, comment: str, user: User, by: Actor, at: datetime
) -> TaskState:
    """Take the step that waits: on to the next one, or back to the author with a comment.

    The last approval publishes the page. Raises TranslatingError "nothing_waits", "not_yours" or
    "no_comment" for a refusal without a reason.
    """
    state: TaskState | None = page.current_workflow_task_state
    if state is None:
        raise TranslatingError("nothing_waits", _("Nothing waits for approval here."))
    locked = TaskState.objects.select_for_update(of=("self",)).get(pk=state.pk)
    if locked.status != TaskState.STATUS_IN_PROGRESS:
        raise TranslatingError("nothing_waits", _("Nothing waits for approval here."))
    task = state.task.specific
    if not task.get_actions(page, user):
        raise TranslatingError("not_yours", _("This step is for somebody else to take."))
    if not approve and not comment.strip():
        raise TranslatingError("no_comment", _("Say what is to be changed."))
    task.on_action(state, user, "approve" if approve else "reject", comment=comment.strip())
    record(by, "approve" if approve else "send_back", "cms_pages.page", page.pk, at=at)
    return state


def _approval(page: Page) -> Workflow | None:
    """Return the approval of the page's language; Wagtail's own first one is nobody's here."""
    workflow: Workflow | None = page.get_workflow()
    if workflow is None:
        return None
    steps = LanguageApproval.objects.filter(workflow_tasks__workflow=workflow)
    return workflow if steps.exists() else None


def _writes(user: User, page: Page) -> bool:
    return may(user, "change", page.locale_id)


def _task(locale: Locale, role: Role) -> LanguageApproval:
    known = LanguageApproval.objects.filter(language=locale, role=role).first()
    name = f"{own_name(locale.language_code)}: {NAMES[role]}"
    return known or LanguageApproval.objects.create(name=name, language=locale, role=role)
