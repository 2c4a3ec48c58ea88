from argparse import ArgumentParser
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from booking.workbook.stored import stored
from booking.workbook.writing import write


class Command(BaseCommand):
    help = "Write the catalogue of services into an Excel workbook."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.xlsx")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if path.suffix.lower() != ".xlsx":
            raise CommandError(f"{path}: the name must end in .xlsx")
        catalogue = stored()
        try:
            _replace(path, write(catalogue))
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        counts = catalogue.counts
        self.stdout.write(
            f"{counts['services']} services, {counts['documents']} required documents, "
            f"{counts['categories']} categories, {counts['life_events']} life events "
            f"written to {path}"
        )


def _replace(path: Path, content: bytes) -> None:
    """Put `content` at `path`, whole or not at all: what was there before may be wanted."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}", delete=False) as file:
        beside = Path(file.name)
        try:
            file.write(content)
            file.close()
            beside.chmod(0o644)
            beside.replace(path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
