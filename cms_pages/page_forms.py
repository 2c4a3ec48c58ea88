"""The editing form of every page: who looks after it, and until when it may stay unread."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.groups import PAGE_EDITORS
from accounts.models import User
from cms_pages.models.content import ContentPageForm

HOME_DEPTH = 2
_SERVES_PAGES = {"wagtail.views", "cms_pages.views.pages"}


class PortalPageForm(ContentPageForm):
    """Adds what stands against publishing to the errors of its fields, unless a draft is saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "owner" in self.fields:
            editors = Q(groups__name=PAGE_EDITORS, is_active=True)
            mine = Q(pk=self.instance.owner_id)
            self.fields["owner"].queryset = User.objects.filter(editors | mine).distinct()

    def clean_slug(self) -> str:
        """Refuse the address of a part of the portal: the page would never be seen there."""
        slug: str = self.cleaned_data["slug"]
        if slug and self.parent_page.depth == HOME_DEPTH and _is_taken(slug):
            raise ValidationError(
                _("This address belongs to a part of the portal. Choose another.")
            )
        return slug

    def clean_review_by(self) -> date | None:
        day: date | None = self.cleaned_data["review_by"]
        if day and "review_by" in self.changed_data and day < timezone.localdate():
            raise ValidationError(_("This day is over. Choose a day from today on."))
        return day

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation or self.errors:
            return
        for field, problems in self.instance.own_problems().items():
            self.add_error(field if field in self.fields else None, problems)


def _is_taken(slug: str) -> bool:
    """Say whether something else than pages answers at `slug` below a language."""
    view = resolve(f"/{get_language()}/{slug}/").func
    return view.__module__ not in _SERVES_PAGES
