"""Pages made in tests: one of every type, bodies of blocks, HTML read strictly."""

import io
from html.parser import HTMLParser

from django.core.files.base import ContentFile
from PIL import Image

from cms_pages.models import ArticlePage, HomePage, Paper, Picture

# What HTML never closes.
VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


def home(code="sl"):
    return HomePage.objects.get(locale__language_code=code)


def article(*, body=(), parent=None, live=True, **fields):
    """Put an article with the blocks of `body` below the Slovene home."""
    fields = {"title": "Članek", "slug": "clanek", **fields}
    page = ArticlePage(body=list(body), live=live, **fields)
    return (parent or home()).add_child(instance=page)


def picture(**fields):
    file = io.BytesIO()
    Image.new("RGB", (1600, 900), "#0f5c6e").save(file, "PNG")
    fields = {"title": "Okence", "credit": "Ana Vzorec", "licence": "cc_by", **fields}
    return Picture.objects.create(file=ContentFile(file.getvalue(), "okence.png"), **fields)


def paper(name="obrazec.pdf", **fields):
    fields = {"title": "Obrazec", "language": "sl", **fields}
    made = Paper(file=ContentFile(b"%PDF-1.7 sample", name), **fields)
    made._set_document_file_metadata()
    made.save()
    return made


class Reader(HTMLParser):
    """Reads a page and notes what does not close, ids given twice, headings and languages."""

    def __init__(self, html):
        super().__init__()
        self.open, self.problems, self.ids, self.headings, self.lang = [], [], [], [], None
        self.feed(html)
        self.close()
        self.problems += [f"<{tag}> is never closed" for tag in self.open]
        self.problems += [f"id {one} twice" for one in set(self.ids) if self.ids.count(one) > 1]

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "html":
            self.lang = attributes.get("lang")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        attributes = dict(attrs)
        if "id" in attributes:
            self.ids.append(attributes["id"])

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.problems.append(f"</{tag}> closes {self.open[-1:]}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass
