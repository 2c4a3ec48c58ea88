"""Order of names in Slovene and in both scripts of Serbian (M3)."""

import random

import pytest

from languages.sorting import plain, sort_key

# Lj and nj are two letters in Slovene.
SLOVENE = [
    "2. okence", "Ajdovščina", "Celje", "Cerknica", "Čatež", "Črnomelj", "Ćosić", "Domžale",
    "Đurić", "Ema", "Ljubljana", "Ljutomer", "Logatec", "Lucija", "Njivice", "Novo mesto",
    "Sevnica", "Šentjur", "Škofja Loka", "Tolmin", "Zagorje", "Žalec",
]  # fmt: skip
AZBUKA = [
    "Азања", "Бор", "Врање", "Гуча", "Дебељача", "Ђердап", "Ечка", "Жабаљ", "Зајечар", "Ириг",
    "Јагодина", "Крушевац", "Лозница", "Љиг", "Мионица", "Ниш", "Његошево", "Обреновац", "Пирот",
    "Рума", "Сомбор", "Тител", "Ћуприја", "Ужице", "Футог", "Хоргош", "Црепаја", "Чачак", "Џеп",
    "Шабац",
]  # fmt: skip
ABECEDA = [
    "Azanja", "Bor", "Crepaja", "Čačak", "Ćuprija", "Debeljača", "Duga", "Džep", "Đerdap", "Ečka",
    "Ivanjica", "Loznica", "Luka", "Ljig", "Mionica", "Niš", "Nova Varoš", "Nuštar", "Njegoševo",
    "Obrenovac", "Ruma", "Sombor", "Šabac", "Tutin", "Užice", "Zaječar", "Žabalj",
]  # fmt: skip


def shuffled(words: list[str]) -> list[str]:
    return random.Random(7).sample(words, len(words))


@pytest.mark.req("M3")
def test_slovene_order_has_carons_after_their_letter():
    assert sorted(shuffled(SLOVENE), key=sort_key) == SLOVENE


@pytest.mark.req("M3")
def test_serbian_cyrillic_order_is_the_azbuka():
    assert sorted(shuffled(AZBUKA), key=sort_key) == AZBUKA
    assert sorted(shuffled(AZBUKA), key=lambda name: sort_key(name, "sr")) == AZBUKA


@pytest.mark.req("M3")
def test_serbian_latin_order_is_the_abeceda_with_its_digraphs():
    assert sorted(shuffled(ABECEDA), key=lambda name: sort_key(name, "sr-latn")) == ABECEDA


def test_two_letters_of_two_parts_are_no_digraph():
    words = ["inat", "injekcija", "inostran", "inje", "nadživeti", "nadžak", "nadut"]

    ordered = sorted(words, key=lambda name: sort_key(name, "sr-latn"))

    assert ordered == ["inat", "injekcija", "inostran", "inje", "nadut", "nadživeti", "nadžak"]


def test_both_scripts_stand_apart_in_one_list():
    assert sorted(["Бор", "Žabalj", "Ana"], key=sort_key) == ["Ana", "Žabalj", "Бор"]


def test_plain_forgets_diacritics():
    assert plain("Đorđe Šćepanović ŽABALJ") == "dorde scepanovic zabalj"
