"""Serbian Latin against a list written by hand: one "cyrillic = latin" a line (M2)."""

from pathlib import Path

import polib
import pytest

from languages.compile_catalogues import compile_all, to_latin_catalogue
from languages.slugs import slug_of
from languages.transliteration import to_latin

LINES = (Path(__file__).parent / "transliteration.txt").read_text(encoding="utf-8").splitlines()


def pair(line: str) -> tuple[str, str]:
    """Return both halves; what is compared may hold the sign itself, the same number of times."""
    parts = line.split(" = ")
    middle = len(parts) // 2
    return " = ".join(parts[:middle]), " = ".join(parts[middle:])


PAIRS = [pair(line) for line in LINES]


def test_list_is_long_enough():
    assert len(PAIRS) >= 200
    assert len(set(PAIRS)) == len(PAIRS)


@pytest.mark.req("M2")
@pytest.mark.parametrize(("cyrillic", "latin"), PAIRS)
def test_transliteration_is_that_of_the_list(cyrillic, latin):
    assert to_latin(cyrillic) == latin


@pytest.mark.req("M2")
@pytest.mark.parametrize(("cyrillic", "latin"), PAIRS)
def test_transliteration_twice_is_once(cyrillic, latin):
    assert to_latin(latin) == latin


def test_long_text_with_unclosed_code_is_quick():
    text = "<code>Њ " * 2_000

    assert to_latin(text).count("Nj") == 2_000


@pytest.mark.req("M2")
@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Кластер учења", "klaster-ucenja"),
        ("КЛАСТЕР УЧЕЊА 2026", "klaster-ucenja-2026"),
        ("Ђурђевдан у Џакарти", "djurdjevdan-u-dzakarti"),
        ("Šolski okoliš – žar", "solski-okolis-zar"),
        ("Učenje кроз eUpravu", "ucenje-kroz-eupravu"),
        ("  Ко?  Ја! ", "ko-ja"),
        ("日本", ""),
        ("", ""),
    ],
)
def test_slug_is_drawn_from_either_script(title, slug):
    assert slug_of(title) == slug


def test_long_slug_ends_at_a_word():
    assert slug_of("учење " * 40) == "-".join(["ucenje"] * 11)
    assert slug_of("ш" * 200) == "s" * 80


@pytest.fixture
def cyrillic() -> polib.POFile:
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Language": "sr",
        "Content-Type": "text/plain; charset=utf-8",
        "Plural-Forms": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : 1);",
    }
    catalogue.append(
        polib.POEntry(
            msgid="%(n)s line", msgid_plural="%(n)s lines",
            msgstr_plural={0: "%(n)s ред", 1: "%(n)s реда", 2: "%(n)s <b>редова</b>"},
            flags=["python-format"], msgctxt="queue",
        )
    )  # fmt: skip
    catalogue.append(
        polib.POEntry(msgid="Love <a href='%(url)s'>", msgstr="Љубав&nbsp;<a href='%(url)s'>")
    )
    return catalogue


@pytest.mark.req("M2", "M3")
def test_interface_texts_keep_plurals_placeholders_and_markup(cyrillic):
    latin = to_latin_catalogue(cyrillic)

    assert latin.metadata == cyrillic.metadata | {"Language": "sr_Latn"}
    assert latin[0].msgstr_plural == {0: "%(n)s red", 1: "%(n)s reda", 2: "%(n)s <b>redova</b>"}
    assert (latin[0].flags, latin[0].msgctxt) == (["python-format"], "queue")
    assert latin[1].msgstr == "Ljubav&nbsp;<a href='%(url)s'>"


@pytest.mark.req("M3")
def test_compiling_derives_latin_and_every_further_language(cyrillic, tmp_path):
    for name in ("sr", "it"):
        folder = tmp_path / name / "LC_MESSAGES"
        folder.mkdir(parents=True)
        cyrillic.save(str(folder / "django.po"))

    assert compile_all(tmp_path) == 3
    assert compile_all(tmp_path) == 0
    derived = polib.mofile(str(tmp_path / "sr_Latn" / "LC_MESSAGES" / "django.mo"))
    assert derived.find("Love <a href='%(url)s'>").msgstr == "Ljubav&nbsp;<a href='%(url)s'>"
