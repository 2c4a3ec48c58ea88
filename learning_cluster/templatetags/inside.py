from django import template

from learning_cluster.inside_pages import Link, links
from learning_cluster.views.door import Insider

register = template.Library()


@register.simple_tag
def inside_links(who: Insider, path: str) -> list[Link]:
    """Return the navigation of a cluster's own pages for `who`, who stands at `path`."""
    return list(links(who, path))
