"""Plain text as paragraphs and lists."""

import pytest

from learning_cluster.prose import blocks, lines, paragraphs, points
from printing.text_paper import Block


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n ", []),
        ("a", [Block(["a"])]),
        ("a\nb", [Block(["a", "b"])]),
        ("a\n\nb", [Block(["a"]), Block(["b"])]),
        ("- a\n- b", [Block(["a", "b"], is_list=True)]),
        ("a\n- b", [Block(["a"]), Block(["b"], is_list=True)]),
        ("- a\nb", [Block(["a"], is_list=True), Block(["b"])]),
        ("-a\n–b", [Block(["-a", "–b"])]),
    ],
)
def test_text_is_read_as_paragraphs_and_lists(text, expected):
    assert blocks(text) == expected


def test_points_are_read_back_as_they_were():
    text = points(["прва\nставка", "", "друга"])

    assert text == "- прва ставка\n- друга"
    assert lines(text) == ["прва ставка", "друга"]


def test_paragraphs_leave_out_what_is_empty():
    assert paragraphs(["a ", "", " ", "b"]) == "a\n\nb"
