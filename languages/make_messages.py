"""Gather the interface texts into the .po catalogues; `--check` only says what it would change.

Run as `python -m languages.make_messages`. Needs gettext's xgettext. A catalogue is complete: with
`--check` an untranslated or fuzzy text fails too (M3).
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
LANGUAGES = tuple(sorted(path.parts[-3] for path in LOCALE.glob("*/LC_MESSAGES/django.po")))
IGNORED = ("node_modules/*", ".venv/*", "var/*", "tests/*", "bench/*", "docs/*")
OPTIONS = {"no_wrap": True, "no_location": True, "no_obsolete": True, "verbosity": 0}


def gather() -> None:
    """Run Django's makemessages for every language, without line numbers."""
    import django
    from django.core.management import call_command

    os.chdir(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()
    call_command("makemessages", locale=list(LANGUAGES), ignore_patterns=list(IGNORED), **OPTIONS)
    for name in LANGUAGES:
        _without_date(catalogue_path(name))


def catalogue_path(name: str) -> Path:
    return LOCALE / name / "LC_MESSAGES" / "django.po"


def open_entries(name: str) -> list[str]:
    """Return the texts of a catalogue that are untranslated or fuzzy."""
    catalogue = polib.pofile(str(catalogue_path(name)))
    return [entry.msgid for entry in catalogue.untranslated_entries() + catalogue.fuzzy_entries()]


def check() -> int:
    """Return 0 if gathering changes nothing and nothing is untranslated; says what is wrong."""
    with tempfile.TemporaryDirectory() as spare:
        for name in LANGUAGES:
            shutil.copy(catalogue_path(name), Path(spare) / name)
        try:
            gather()
            changed = [
                name
                for name in LANGUAGES
                if catalogue_path(name).read_bytes() != (Path(spare) / name).read_bytes()
            ]
        finally:
            for name in LANGUAGES:
                shutil.copy(Path(spare) / name, catalogue_path(name))
    for name in changed:
        print(f"locale/{name} is out of date: run `make messages`")
    unfinished = {name: open_entries(name) for name in LANGUAGES}
    for name, texts in unfinished.items():
        for text in texts:
            print(f"locale/{name}: not translated: {text[:80]!r}")
    return 1 if changed or any(unfinished.values()) else 0


def _without_date(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith('"POT-Creation-Date')]
    path.write_text("".join(kept), encoding="utf-8")


if __name__ == "__main__":
    if "--check" in sys.argv:
        raise SystemExit(check())
    gather()
