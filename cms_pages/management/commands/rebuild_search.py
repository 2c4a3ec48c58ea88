from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cms_pages.models import SearchEntry
from cms_pages.search.index import rebuild


class Command(BaseCommand):
    help = "Write the index of the public search anew. May run at any time, as often as wanted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where there is an index"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and SearchEntry.objects.exists():
            return
        counts = rebuild()
        self.stdout.write(", ".join(f"{name} {count}" for name, count in counts.items()))
