"""How alike words are; pure."""

import pytest

from cms_pages.search.words import (
    BEGINNING,
    EXACT,
    JOINED,
    SLIP,
    asked_words,
    distance,
    likeness,
    shown_words,
)


@pytest.mark.parametrize(
    ("asked", "word", "share"),
    [
        ("osebna", "osebna", EXACT),
        ("vozn", "voznisko", BEGINNING),
        ("vi", "viza", 0),
        ("vis", "vid", 0),
        ("izkaznca", "izkaznica", SLIP),
        ("vozinsko", "voznisko", SLIP),
        ("lsit", "list", SLIP),
        ("potnilist", "potni", JOINED),
        ("potnilist", "list", 0),
        ("pasos", "poroka", 0),
    ],
)
def test_likeness_of(asked, word, share):
    assert likeness(asked, word) == share


@pytest.mark.req("U3")
@pytest.mark.parametrize(
    ("asked", "word"),
    [("osebno", "osebna"), ("izkaznico", "izkaznica"), ("potnega", "potni"), ("kartu", "karta")],
)
def test_likeness_sees_another_ending(asked, word):
    assert 0.35 < likeness(asked, word) < BEGINNING


def test_likeness_prefers_the_form_that_shares_more():
    assert likeness("potnega", "potnem") > likeness("potnega", "potni")


def test_asked_words_leaves_out_what_says_nothing():
    assert asked_words("kje je potni list") == ["potni", "list"]
    assert asked_words("kje") == ["kje"]
    assert len(asked_words(" ".join(f"beseda{n}" for n in range(50)))) == 8


@pytest.mark.req("M2")
def test_asked_words_are_the_same_in_both_scripts():
    assert asked_words("Лична карта") == asked_words("lična karta") == ["licna", "karta"]


def test_shown_words_keep_the_way_of_writing():
    assert shown_words("Vozniško in Возачка, e-osebna") == {
        "voznisko": "vozniško",
        "in": "in",
        "vozacka": "возачка",
        "e": "e",
        "osebna": "osebna",
    }


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("", "", 0),
        ("list", "list", 0),
        ("list", "lit", 1),
        ("list", "lsit", 1),
        ("list", "lista", 1),
        ("abcd", "wxyz", 4),
    ],
)
def test_distance_counts_edits(one, other, edits):
    assert distance(one, other) == edits
    assert distance(other, one) == edits
