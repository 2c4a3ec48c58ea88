"""What the texts of the demonstration lead to."""

import re

from cms_pages.demo import TEXTS

_SERVICE = re.compile(r"<a page=/storitve/([\w-]+)>")


def linked_services():
    """Return the slugs of the services the texts link to."""
    texts = [path.read_text(encoding="utf-8") for path in (TEXTS / "prose").glob("*.yaml")]
    return {slug for text in texts for slug in _SERVICE.findall(text)}
