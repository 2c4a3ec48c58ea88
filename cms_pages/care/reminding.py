"""Reminding owners of pages: two weeks before the day, and on it (U1)."""

from collections import defaultdict
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, PageQuerySet

from accounts.grants import roles_of
from accounts.groups import PAGE_EDITORS, ROLES
from accounts.models import User
from cms_pages.care.reviewing import AHEAD, pages_with_day
from cms_pages.enums import ReviewCall
from cms_pages.models import ReviewReminder
from messaging import kinds
from messaging.actions import queue
from messaging.enums import Medium
from messaging.kinds import Content
from messaging.models import Message

REVIEW = "cms_pages.review"
LANGUAGE = "sl"  # staff read Slovene (B73)


def remind_owners(*, at: datetime) -> int:
    """Queue one mail for each owner with pages to be told of; return how many.

    A run that is missed is made up for by the next, one that is repeated tells nobody twice.
    """
    told = _told(at)
    return sum(_remind(User.objects.get(pk=key), pages, at) for key, pages in told.items())


def _told(at: datetime) -> dict[int, list[tuple[Page, ReviewCall]]]:
    """Return key of the owner → pages within two weeks of their day, with what is to be said."""
    today = timezone.localdate(at)
    pages = pages_with_day().filter(review_by__lte=today + AHEAD, owner__is_active=True)
    found: dict[int, list[tuple[Page, ReviewCall]]] = defaultdict(list)
    for page in pages.exclude(owner__email=""):
        call = ReviewCall.DAY if page.review_by <= today else ReviewCall.AHEAD
        found[page.owner_id].append((page, call))
    return found


@transaction.atomic
def _remind(owner: User, pages: list[tuple[Page, ReviewCall]], at: datetime) -> bool:
    """Note the reminders that were not given yet, and queue a mail of them if there are any."""
    if not roles_of(owner, at) & ROLES[PAGE_EDITORS]:
        return False
    rows = [
        ReviewReminder(page_id=page.pk, review_by=page.review_by, call=call, at=at)
        for page, call in pages
    ]
    User.objects.select_for_update().get(pk=owner.pk)  # two runs at once write one mail
    stored = ReviewReminder.objects.filter(page__in=[page.pk for page, _call in pages])
    known = set(stored.values_list("page_id", "review_by", "call"))
    new = [row for row in rows if (row.page_id, row.review_by, row.call) not in known]
    if not new:
        return False
    ReviewReminder.objects.bulk_create(new)
    queue(
        REVIEW,
        Medium.EMAIL,
        owner.email,
        language=LANGUAGE,
        context={"pages": [row.page_id for row in new], "owner": owner.pk},
        at=at,
    )
    return True


class Review:
    """Names pages, no people."""

    name = REVIEW

    def is_wanted(self, message: Message, *, at: datetime) -> bool:
        """Say whether a page of it still waits for the same owner."""
        return _waiting(message, at).exists()

    def render(self, message: Message) -> Content:
        pages = list(_waiting(message, message.created_at))
        count = len(pages)
        subject = ngettext(
            "%(count)s page to look at again", "%(count)s pages to look at again", count
        ) % {"count": count}
        base = settings.BASE_URL.rstrip("/")
        context = {
            "title": subject,
            "rows": [
                (page, base + reverse("wagtailadmin_pages:edit", args=[page.pk])) for page in pages
            ],
            "report": base + reverse("review_report"),
            "hint": _("Check that the page is still true, then set a new day and publish it."),
        }
        text = render_to_string("cms_pages/mail/review.txt", context)
        return Content(f"{text.strip()}\n", subject)


def _waiting(message: Message, at: datetime) -> PageQuerySet:
    keys, owner = message.context["pages"], message.context["owner"]
    until = timezone.localdate(at) + AHEAD
    return pages_with_day().filter(pk__in=keys, owner=owner, review_by__lte=until)


def register() -> None:
    kinds.register(Review())
