"""export_services and import_services: what they say, their exit code, and that nothing is lost."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from booking.models import Service
from booking.workbook.stored import stored
from cms_pages.demo import make_demo_pages
from cms_pages.models import ServicePage
from privacy.models import AuditEntry
from tests.booking.workbooks import edited, new_row, one_service, put

pytestmark = [pytest.mark.django_db, pytest.mark.req("B9")]


def run(command, *arguments):
    """Return what the command says, on both outputs."""
    out, err = StringIO(), StringIO()
    call_command(command, *map(str, arguments), stdout=out, stderr=err)
    assert err.getvalue() == ""
    return out.getvalue()


@pytest.fixture
def workbook(tmp_path):
    return tmp_path / "katalog.xlsx"


def test_export_and_import_change_nothing(workbook):
    one_service()
    before = stored()

    written, imported = run("export_services", workbook), run("import_services", workbook)

    assert written == (
        f"1 services, 2 required documents, 1 categories, 0 life events written to {workbook}\n"
    )
    assert imported == "0 new, 0 changed, 2 unchanged\n"
    assert stored() == before
    assert list(workbook.parent.iterdir()) == [workbook]


def test_dry_run_says_what_would_change_and_changes_nothing(workbook):
    one_service()
    before = stored()
    workbook.write_bytes(edited(lambda book: (put("minutes", 25)(book), new_row(book, slug="n"))))

    said = run("import_services", workbook, "--dry-run")

    assert said == (
        "changed: services potni-list\n"
        "  Minute: '15' → '25'\n"
        "new: services n\n"
        "1 new, 1 changed, 1 unchanged, nothing imported: this was a dry run\n"
    )
    assert stored() == before


def test_import_does_it_and_the_pages_follow(workbook):
    one_service()
    make_demo_pages(at=timezone.now())
    workbook.write_bytes(edited(put("name_sl", "Novo ime")))

    said = run("import_services", workbook)

    assert said.endswith("0 new, 1 changed, 1 unchanged\n")
    assert Service.objects.get().name_sl == "Novo ime"
    page = ServicePage.objects.get(service__slug="potni-list", locale__language_code="sl")
    assert page.title == "Novo ime"
    assert AuditEntry.objects.get(verb="edited").actor_role == "system"


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_bad_cells_are_named_and_the_command_fails(workbook, options):
    one_service()
    before = stored()
    workbook.write_bytes(edited(put("minutes", "petnajst")))
    err = StringIO()

    with pytest.raises(CommandError) as caught:
        call_command("import_services", str(workbook), *options, stderr=err, stdout=StringIO())

    assert err.getvalue() == (
        f"{workbook}: sheet Storitve, row 2, column AB (Minute): "
        "This is text. A number is needed here.\n"
    )
    assert str(caught.value) == f"{workbook}: 1 problems, nothing imported"
    assert stored() == before


def test_file_that_is_not_there_or_is_no_workbook_fails(workbook, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_services", str(workbook))
    workbook.write_bytes(b"not a zip")
    with pytest.raises(CommandError, match="nothing imported"):
        call_command("import_services", str(workbook), stderr=StringIO())
    with pytest.raises(CommandError, match="Is a directory"):
        call_command("import_services", str(tmp_path))


def test_export_that_fails_leaves_the_old_file(workbook, tmp_path):
    workbook.write_bytes(b"old")

    with pytest.raises(CommandError, match="No such file"):
        call_command("export_services", str(tmp_path / "nowhere" / "katalog.xlsx"))
    with pytest.raises(CommandError, match="must end in"):
        call_command("export_services", str(tmp_path / "katalog.csv"))

    assert workbook.read_bytes() == b"old"
