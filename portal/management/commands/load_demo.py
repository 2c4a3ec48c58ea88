from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.demo import make_demo_accounts
from booking.demo.catalogue import PILOT, SCALES
from booking.demo.load import load_booking
from booking.models import Location
from cms_pages.demo import make_demo_pages
from cms_pages.demo_learning_cluster import make_cluster_pages
from cms_pages.demo_programme import make_programme_pages
from cms_pages.demo_prose import make_demo_prose
from cms_pages.demo_synonyms import make_demo_synonyms
from cms_pages.demo_training import make_training_pages
from cms_pages.search.index import rebuild
from learning_cluster.demo_whole import load_clusters
from programme.demo import load_programme
from training.demo import load_trainings
from training.demo_contracts import load_contracts
from training.demo_privacy import publish_privacy_notice
from training.demo_runs import load_runs


class Command(BaseCommand):
    help = "Load the demonstration: catalogue, appointments, accounts and pages. Idempotent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--scale",
            choices=SCALES,
            default="nation",
            help=f"pilot: the units {', '.join(PILOT)}; nation: all (default)",
        )

    def handle(self, *args: Any, scale: str, **options: Any) -> None:
        if not settings.DEMO_MODE:
            raise CommandError("This portal is not a demonstration: invented bookings stay out.")
        at = timezone.now()
        load_booking(scale, at=at, tell=self.tell)
        unit = Location.objects.units().get(slug=PILOT[0])
        accounts = make_demo_accounts(settings.VAR, at=at, unit=unit)
        self.tell("accounts", {"accounts": len(accounts)})
        self.tell("programme", load_programme(at=at))
        self.tell("trainings", load_trainings(at=at))
        publish_privacy_notice(at)
        self.tell("contracts", load_contracts(at=at))
        self.tell("runs", load_runs(at=at))
        load_clusters(at=at, tell=self.tell)
        pages = make_demo_pages(at=at) | make_programme_pages(at=at) | make_training_pages(at=at)
        pages |= make_cluster_pages(at=at)
        self.tell("pages", pages)
        self.tell("texts", make_demo_prose(at=at))
        self.tell("search", {"synonyms": make_demo_synonyms()} | rebuild())

    def tell(self, step: str, counts: dict[str, int]) -> None:
        """Print one step with what it did, as it ends."""
        parts = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items())
        self.stdout.write(f"{step}: {parts}")
        self.stdout.flush()
