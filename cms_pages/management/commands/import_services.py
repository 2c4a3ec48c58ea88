from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from booking.errors import BookingError
from booking.workbook.checking import check
from booking.workbook.gate import LARGEST_FILE
from booking.workbook.plan import Plan
from booking.workbook.problems import Problems, WorkbookRefused
from booking.workbook.reading import read
from booking.workbook.stored import stored
from cms_pages.actions import import_catalogue
from languages.codes import EN
from privacy.audit import SYSTEM


class Command(BaseCommand):
    help = "Add and change services from an Excel workbook, all of it or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.xlsx")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, only")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        with override(EN):  # what commands say is in English, the words of the workbook apart
            try:
                plan = self._plan(path, is_trial=options["dry_run"])
            except WorkbookRefused as refused:
                raise self._failed(path, refused.problems) from refused
            except BookingError as error:
                raise CommandError(f"{path}: {error.message}") from error
        self._tell(plan, is_trial=options["dry_run"])

    def _plan(self, path: Path, *, is_trial: bool) -> Plan:
        tables = read(_content(path), name=path.name)
        if not is_trial:
            return import_catalogue(tables, by=SYSTEM, at=timezone.now())
        plan = check(tables, stored())
        if plan.problems:
            raise WorkbookRefused(plan.problems)
        return plan

    def _failed(self, path: Path, problems: Problems) -> CommandError:
        for problem in problems:
            self.stderr.write(f"{path}: {problem}")
        return CommandError(f"{path}: {problems.count} problems, nothing imported")

    def _tell(self, plan: Plan, *, is_trial: bool) -> None:
        for entry in plan.entries:
            self.stdout.write(f"{'new' if entry.is_new else 'changed'}: {entry.sheet} {entry.slug}")
            for change in () if entry.is_new else entry.changes:
                self.stdout.write(f"  {change.heading}: {change.before!r} → {change.after!r}")
        self.stdout.write(
            f"{len(plan.new)} new, {len(plan.changed)} changed, {plan.unchanged_count} unchanged"
            + (", nothing imported: this was a dry run" if is_trial else "")
        )


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
