"""Questions as they are typed; pure."""

import pytest

from booking.search import LONGEST_QUESTION, clean_question, folded


def test_clean_question_cuts_and_drops_marks():
    assert clean_question("a" * 10_000_000) == "a" * LONGEST_QUESTION
    assert clean_question(" \u202epotni\x00  list\n") == "potni list"


@pytest.mark.req("U3", "M2")
@pytest.mark.parametrize("text", ["Лична карта", "Lična karta", "licna karta", "LIČNA KARTA"])
def test_folded_is_the_same_in_both_scripts_with_and_without_accents(text):
    assert folded(text) == "licna karta"
