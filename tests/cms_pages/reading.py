"""What a citizen's browser finds on a page: links, alternates, languages."""

import re

from bs4 import BeautifulSoup


class Read:
    def __init__(self, response):
        self.status = response.status_code
        self.soup = BeautifulSoup(response.content.decode(), "html.parser")

    @property
    def alternates(self):
        """Return {hreflang: path} of the links in the head."""
        links = self.soup.head.find_all("link", rel="alternate", hreflang=True)
        return {link["hreflang"]: re.sub(r"^https?://[^/]+", "", link["href"]) for link in links}

    @property
    def switch(self):
        """Return {lang: path} of the language switch, the page's own language left out."""
        links = self.soup.select(".okence-languages a")
        return {link["lang"]: link["href"] for link in links}

    @property
    def links(self):
        """Return the paths of every link of this site, once each."""
        found = {link["href"].partition("#")[0] for link in self.soup.find_all("a", href=True)}
        found |= {*self.alternates.values()}
        return sorted(path for path in found if path.startswith("/"))

    @property
    def text(self):
        return self.soup.get_text(" ", strip=True)


def read(client, path):
    return Read(client.get(path, follow=True))


def dead_links(client, *paths):
    """Return (link, status) of every link on the pages at `paths` that does not answer."""
    links = {link for path in paths for link in read(client, path).links}
    answers = [(link, client.get(link, follow=True).status_code) for link in sorted(links)]
    return [(link, status) for link, status in answers if status != 200]
