"""The editing form of every page: who looks after it, and until when it may stay unread."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from accounts.groups import PAGE_EDITORS
from accounts.models import User


class PortalPageForm(WagtailAdminPageForm):
    """Adds what stands against publishing to the errors of its fields, unless a draft is saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "owner" in self.fields:
            editors = Q(groups__name=PAGE_EDITORS, is_active=True)
            mine = Q(pk=self.instance.owner_id)
            self.fields["owner"].queryset = User.objects.filter(editors | mine).distinct()

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
