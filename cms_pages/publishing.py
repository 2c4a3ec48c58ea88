"""What keeps a page from being published, each problem named by its block."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.fields import StreamField


def stream_problems(page: Any) -> dict[str, list[str]]:
    """Return the problems of the page's stream fields, by the field's name."""
    found = {}
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            problems = _problems_of(field.stream_block, getattr(page, field.name))
            if problems:
                found[field.name] = problems
    return found


def _problems_of(block: Any, value: Any) -> list[str]:
    try:
        block.clean(value)
    except ValidationError as error:
        return list(_told(error, value))
    return []


def _told(error: Any, value: Any) -> Iterator[str]:
    """Yield the messages of a StreamBlock's error, each after the block it is about."""
    yield from (message for part in error.non_block_errors.as_data() for message in part.messages)
    for place, inside in sorted(error.block_errors.items()):
        name = str(value[place].block.label).capitalize()
        for message in _messages(inside):
            yield _("Block %(number)d (%(name)s): %(problem)s") % {
                "number": place + 1,
                "name": name,
                "problem": message,
            }


def _messages(error: Any) -> Iterator[str]:
    """Yield every message inside an error, however deeply its blocks are nested."""
    parts = [getattr(error, "block_errors", None), getattr(error, "cell_errors", None)]
    nested = [part for part in parts if part]
    for part in nested:
        for inside in part.values() if isinstance(part, dict) else part:
            if isinstance(inside, dict):
                for cell in inside.values():
                    yield from _messages(cell)
            elif inside is not None:
                yield from _messages(inside)
    own = getattr(error, "non_block_errors", None)
    if own:
        yield from (message for one in own.as_data() for message in one.messages)
    if not nested and not own:
        yield from error.messages
