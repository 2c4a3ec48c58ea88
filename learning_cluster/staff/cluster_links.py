"""What the coordinator finds on the page of a cluster: one line for each part of the work."""

from typing import Any

# Order, words, name of the address; it takes the cluster's slug.
LINKS: tuple[tuple[int, Any, str], ...] = ()
