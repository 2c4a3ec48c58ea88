"""The guides, answers, news and lists of the demonstration, in all four languages.

They stand below the tree of `make_demo_pages`. What is missing is made; what is there stays as
its editors left it.
"""

import json
from collections import Counter
from datetime import datetime
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms_pages.demo import TEXTS
from cms_pages.demo_media import make_demo_lists
from cms_pages.demo_menus import make_demo_menus
from cms_pages.demo_translations import forget_translations, keep_translations
from cms_pages.demo_tree import Planter
from cms_pages.models import HomePage
from languages.offered import offered

Row = dict[str, Any]

# A text links only to pages of the tree and of the files before its own.
FILES = ("questions", "guide", "news", "documents")


def make_demo_prose(*, at: datetime) -> dict[str, int]:
    """Make every missing page, live since `at`, and lead to them; return how many of each type.

    Pages that were there get the blocks of `more`, and the menus their links, in the run that
    makes the first page, and never again: an editor may have taken them out since.
    """
    texts = [
        yaml.safe_load((TEXTS / "prose" / f"{name}.yaml").read_text("utf-8")) for name in FILES
    ]
    made: Counter[str] = Counter()
    with transaction.atomic(), disable_reference_index_auto_update():
        library = make_demo_lists(today=timezone.localdate(at))
        originals: dict[str, Page] = {}
        for code in offered():
            home = HomePage.objects.get(locale__language_code=code)
            planter = Planter(code, home.locale, at, library, originals, Counter())
            with override(code):
                _plant(planter, home, [row for part in texts for row in part["pages"]])
                if planter.made:
                    _add_blocks(
                        planter, home, [row for part in texts for row in part.get("more", [])]
                    )
            made += planter.made
        if made:
            make_demo_menus()
        keep_translations()
    return dict(made)


def _plant(planter: Planter, home: HomePage, rows: list[Row]) -> None:
    """Plant the rows below the home, or below the page at the address `below`."""
    for row in rows:
        below = row.get("below", "")
        planter.plant(_page_at(home, below), row, below)


def _add_blocks(planter: Planter, home: HomePage, rows: list[Row]) -> None:
    """Put blocks at the end of a field of pages that are there."""
    for row in rows:
        page = _page_at(home, row["page"]).specific
        blocks = json.loads(planter.stream(row["blocks"], f"{row['page']}:{row['field']}:more"))
        setattr(page, row["field"], json.dumps([*getattr(page, row["field"]).raw_data, *blocks]))
        page.save()
        forget_translations(page)


def _page_at(home: HomePage, address: str) -> Page:
    return Page.objects.get(url_path=f"{home.url_path}{address.strip('/')}/") if address else home
