"""Headings: levels that are skipped, anchors, contents."""

import pytest

from cms_pages.headings import Heading, skipped, with_anchors


@pytest.mark.req("X1")
@pytest.mark.parametrize(
    ("html", "after", "expected"),
    [
        ("<p>x</p>", 1, ("", 1)),
        ("<h2>A</h2><h3>B</h3><h2>C</h2>", 1, ("", 2)),
        ("<h3>A</h3>", 1, ("A", 3)),
        ("<h3>A</h3>", 2, ("", 3)),
        ("<h2>A</h2><h4><b>B</b> &amp; C</h4>", 1, ("B & C", 4)),
        ("<h4>A</h4><h3>B</h3>", 1, ("A", 3)),
    ],
)
def test_skipped_names_the_first_heading_that_skips(html, after, expected):
    assert skipped(html, after=after) == expected


def test_with_anchors_gives_each_heading_an_id_of_its_own():
    html, contents = with_anchors(
        "<h2>Čakalna doba</h2><h3>Main</h3><h2 class='x'>Време <i>чекања</i></h2>"
        "<h2>Čakalna doba</h2><h2 id='kept'>Y</h2><h2>!</h2>"
    )

    assert contents == [
        Heading("Čakalna doba", "cakalna-doba"),
        Heading("Време чекања", "vreme-cekanja"),
        Heading("Čakalna doba", "cakalna-doba-2"),
        Heading("!", "del"),
    ]
    assert '<h3 id="o-main">Main</h3>' in html
    assert "<h2 id=\"vreme-cekanja\" class='x'>Време <i>чекања</i></h2>" in html
    assert "<h2 id='kept'>Y</h2>" in html
