"""Compile the .po catalogues with polib: a demonstration machine has no gettext.

Run as `python -m languages.compile_catalogues`. Serbian Latin has no catalogue of its own: it is
derived from the Cyrillic one here, so the two can never differ (M2).
"""

from pathlib import Path

import polib

from languages.transliteration import to_latin

HERE = Path(__file__).resolve().parent
LOCALE = HERE.parent / "locale"


def to_latin_catalogue(cyrillic: polib.POFile) -> polib.POFile:
    """Return the Serbian Latin catalogue derived from the Cyrillic one."""
    latin = polib.POFile()
    latin.metadata = cyrillic.metadata | {"Language": "sr_Latn"}
    for entry in cyrillic:
        latin.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgid_plural=entry.msgid_plural,
                msgctxt=entry.msgctxt,
                msgstr=to_latin(entry.msgstr),
                msgstr_plural={key: to_latin(text) for key, text in entry.msgstr_plural.items()},
                flags=entry.flags,
            )
        )
    return latin


def compile_all(locale: Path = LOCALE) -> int:
    """Write every .mo older than what it is made of; return how many languages were compiled."""
    compiled = 0
    for source in sorted(locale.glob("*/LC_MESSAGES/django.po")):
        name = source.parent.parent.name
        compiled += _write(source, source.with_suffix(".mo"), derive=False)
        if name == "sr":
            target = locale / "sr_Latn" / "LC_MESSAGES" / "django.mo"
            compiled += _write(source, target, derive=True)
    return compiled


def _write(source: Path, target: Path, *, derive: bool) -> int:
    made_of = [source, HERE / "transliteration.py"] if derive else [source]
    newest = max(path.stat().st_mtime for path in made_of)
    if target.exists() and target.stat().st_mtime >= newest:
        return 0
    catalogue = polib.pofile(str(source))
    target.parent.mkdir(parents=True, exist_ok=True)
    (to_latin_catalogue(catalogue) if derive else catalogue).save_as_mofile(str(target))
    return 1


if __name__ == "__main__":
    compile_all()
