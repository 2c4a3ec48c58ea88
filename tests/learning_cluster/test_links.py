"""Every link in the tables of pages leads somewhere: parts were built apart from each other."""

import pytest
from django.urls import reverse

from learning_cluster.inside_pages import PAGES
from learning_cluster.matters import SECTIONS
from learning_cluster.staff.cluster_links import LINKS
from learning_cluster.wagtail_hooks import ENTRIES

NAMES = {
    *(page.name for page in PAGES),
    *(page for _heading, page, _lines in SECTIONS),
    *(f"learning_cluster:{name}" for _order, _words, name in LINKS),
}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_page_of_a_cluster_is_there(name):
    assert "/neki-klaster/" in reverse(name, args=["neki-klaster"])


@pytest.mark.parametrize("name", [name for _order, _words, name, _icon in ENTRIES])
def test_entry_of_the_menu_is_there(name):
    assert reverse(f"learning_cluster:{name}").startswith("/admin/ucni-grozd/")


def test_order_of_links_is_told_by_their_numbers():
    orders = [order for order, _words, _name in LINKS]

    assert orders == sorted(set(orders))
