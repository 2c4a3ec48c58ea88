from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from booking.availability.check import differences, repair, short
from booking.availability.derive import extend_all
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
        behind = list(short(at))
        for counter in behind:
            self.stdout.write(
                f"counter {counter.pk} ({counter.location.slug}, {counter.label}): "
                f"derived to {counter.free_until or 'no day'} only"
            )
        if options["repair"]:
            extend_all(at)
        self.stdout.write(
            f"{Counter.objects.count()} counters, {FreeInterval.objects.count()} free intervals, "
            f"{len(found)} counters differ, {len(behind)} fall short"
            + (", repaired" if options["repair"] and (found or behind) else "")
        )
        if (found or behind) and not options["repair"]:
            raise SystemExit(1)
