import pytest

from training.surnames import is_surname_of


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Primer", "Ana Primer"),
        (" primer ", "Ana Primer"),
        ("ŠUŠTAR", "Žana Šuštar"),
        ("Sustar", "Žana Šuštar"),
        ("Djordjević", "Ana Đorđević"),
        ("Ђорђевић", "Ana Đorđević"),
        ("Petrović", "Ана Петровић"),
        ("Novak", "Ana Marija Novak-Primer"),
        ("Novak Primer", "Ana Marija Novak-Primer"),
        ("Novak - Primer", "Ana Marija Novak Primer"),
    ],
)
def test_surname_is_known_however_it_is_written(typed, name):
    assert is_surname_of(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ana", "Ana Primer"),
        ("Ana Primer", "Ana Primer"),
        ("Prim", "Ana Primer"),
        ("Primer Novak", "Ana Novak Primer"),
        ("Novak Primer", "Ana Novak Vzorec Primer"),
        ("", "Ana Primer"),
        ("-", "Ana Primer"),
        ("Primer", ""),
        ("Primer", "Primer"),
    ],
)
def test_anything_else_is_not_the_surname(typed, name):
    assert not is_surname_of(typed, name)
