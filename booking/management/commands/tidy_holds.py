from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from booking.actions.tidying import tidy_holds


class Command(BaseCommand):
    help = "Give back the time of holds that have expired."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{tidy_holds(at=timezone.now())} expired holds given back")
