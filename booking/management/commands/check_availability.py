from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from booking.availability.check import differences, repair
from booking.models import Counter, FreeInterval


class Command(BaseCommand):
    help = "Prove that derived free time equals hours − closures − appointments."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="derive what differs again")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        found = list(differences(at))
        for one in found:
            self.stdout.write(
                f"counter {one.counter.pk} ({one.counter.location.slug}, {one.counter.label}): "
                f"{len(one.missing)} missing, {len(one.surplus)} surplus"
            )
            if options["repair"]:
                repair(one.counter, at)
        self.stdout.write(
            f"{Counter.objects.count()} counters, {FreeInterval.objects.count()} free intervals, "
            f"{len(found)} counters differ" + (", repaired" if options["repair"] and found else "")
        )
        if found and not options["repair"]:
            raise SystemExit(1)
