from typing import Any

from django.core.management.base import BaseCommand
from wagtail.models import Locale

from cms_pages.translating.approving import make_approvals
from languages.offered import offered


class Command(BaseCommand):
    help = "Make the languages of the settings and the approval of each; may run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        made = [Locale.objects.get_or_create(language_code=code)[1] for code in offered()]
        approvals = make_approvals()
        self.stdout.write(f"{sum(made)} languages and {approvals} approvals made")
