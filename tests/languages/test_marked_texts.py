"""Texts are marked by names that the gathering of texts knows (M2)."""

import ast
from pathlib import Path

import pytest

from portal.settings.base import ROOT

KNOWN = {None, "_"}
MODULE = "django.utils.translation"
OURS = [one.parent for one in ROOT.glob("*/apps.py")] + [ROOT / "portal"]


def other_names(code: str) -> list[str | None]:
    """Return the names given to translating functions that xgettext would pass over."""
    imports = [one for one in ast.walk(ast.parse(code)) if isinstance(one, ast.ImportFrom)]
    aliases = [name for one in imports if one.module == MODULE for name in one.names]
    return [one.asname for one in aliases if "gettext" in one.name and one.asname not in KNOWN]


@pytest.mark.req("M2")
def test_no_text_is_marked_by_a_name_of_ones_own():
    files: list[Path] = [file for folder in OURS for file in folder.rglob("*.py")]

    found = {str(file): other_names(file.read_text(encoding="utf-8")) for file in files}

    assert len(files) > 500
    assert {file: names for file, names in found.items() if names} == {}


def test_name_of_ones_own_is_found():
    assert other_names("from django.utils.translation import gettext as _now") == ["_now"]
