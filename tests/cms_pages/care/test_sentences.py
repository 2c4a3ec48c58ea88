"""Sentences that are hard to follow. Pure."""

import pytest

from cms_pages.care.sentences import LONGEST, long_sentences

pytestmark = pytest.mark.req("X1")


def words(number):
    return " ".join(["beseda"] * number)


def test_sentence_of_the_most_words_allowed_is_not_long():
    assert long_sentences([f"{words(LONGEST)}."]) == []


def test_one_word_more_is_long():
    assert long_sentences([f"{words(LONGEST + 1)}."]) == [f"{words(LONGEST + 1)}."]


@pytest.mark.parametrize("between", [". ", "? ", "</p><p>", "</li>\n<li>", "<br/>", "</h2>"])
def test_end_of_a_sentence_or_paragraph_begins_the_count_anew(between):
    assert long_sentences([f"<p>{words(20)}{between}B{words(20)}</p>"]) == []


@pytest.mark.parametrize("between", [" ", ", ", " npr. ", " <b>in</b> ", "&nbsp;"])
def test_what_ends_no_sentence_counts_on(between):
    assert len(long_sentences([f"<p>{words(20)}{between}{words(20)}</p>"])) == 1


def test_sentences_come_in_order_and_serbian_is_counted_too():
    first, second = f"Прво {words(30)}.", f"Друго {words(40)}."

    assert long_sentences([f"{first} {second}"]) == [first, second]
