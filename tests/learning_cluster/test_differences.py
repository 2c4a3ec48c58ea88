"""What changed between two texts, by paragraphs and words (L11)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_cluster.differences import MOST, Change, Pair, Piece, differences

pytestmark = pytest.mark.req("L11")
KEPT, ADDED, REMOVED = Change.KEPT, Change.ADDED, Change.REMOVED
texts = st.text(st.sampled_from("аб \n"), max_size=40)


def sides(pairs):
    """Return both texts, put together again from the pieces."""
    return [
        [
            "".join(piece.text for piece in side)
            for side in (getattr(p, name) for p in pairs)
            if side
        ]
        for name in ("before", "after")
    ]


def test_differences_mark_the_words_that_changed():
    pairs = differences("Центар ради два дана.", "Центар ради пет дана.")

    assert pairs == [
        Pair(
            (Piece(KEPT, "Центар ради "), Piece(REMOVED, "два "), Piece(KEPT, "дана.")),
            (Piece(KEPT, "Центар ради "), Piece(ADDED, "пет "), Piece(KEPT, "дана.")),
        )
    ]


def test_differences_leave_paragraphs_alone_that_did_not_change():
    pairs = differences("Први.\n\nДруги.", "Први.\nНови.\nДруги.")

    assert [pair.is_kept for pair in pairs] == [True, False, True]
    assert pairs[1] == Pair((), (Piece(ADDED, "Нови."),))


def test_differences_show_a_paragraph_that_is_gone():
    assert differences("Први.\nДруги.", "Други.")[0] == Pair((Piece(REMOVED, "Први."),), ())


@pytest.mark.parametrize("text", ["", "Исто.", "Исто.\n\nи исто."])
def test_differences_of_equal_texts_are_none(text):
    assert all(pair.is_kept for pair in differences(text, text))


@given(texts, texts)
def test_differences_lose_no_word_of_either_text(before, after):
    pairs = differences(before, after)

    assert sides(pairs) == [
        [line for line in text.splitlines() if line.strip()] for text in (before, after)
    ]
    assert {piece.change for pair in pairs for piece in pair.before} <= {KEPT, REMOVED}
    assert {piece.change for pair in pairs for piece in pair.after} <= {KEPT, ADDED}


def repeating(words, between, step):
    return between.join(f"р{number * step % words}" for number in range(5000))[:10_000]


@pytest.mark.parametrize("between", [" ", "\n"])
@pytest.mark.parametrize("words", [2, 40, 100, 1000])
def test_differences_of_the_longest_texts_take_less_than_a_second(words, between):
    """A section has at most ten thousand letters; repetition is the worst that can be typed."""
    before, after = repeating(words, between, 1), repeating(words, between, 7)

    begun = time.process_time()
    differences(before, after)

    assert time.process_time() - begun < 1


def test_differences_of_too_many_words_mark_the_whole_paragraph():
    before = "р " * (MOST + 1)

    pairs = differences(before, before + "нова")

    assert pairs == [Pair((Piece(REMOVED, before),), (Piece(ADDED, before + "нова"),))]
    assert differences(before, before)[0].is_kept
