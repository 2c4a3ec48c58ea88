"""Titles that are names of rows: copied, so that a page is listed and sorted by them."""

from typing import Any

from django.db.models import QuerySet


def copy_names_to(pages: QuerySet[Any]) -> int:
    """Give `pages`, which take their name from a row, its present one; return how many changed."""
    changed = 0
    for page in pages.select_related("locale"):
        before = page.title
        page.take_name()
        if page.title != before:
            page.save(update_fields=["title", "draft_title"], clean=False)
            changed += 1
    return changed
