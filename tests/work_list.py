"""How the tests are shared out among the processes of a run: a list of files, the longest first.

A file stays together, for its rows are made once; the journeys do, for they share one portal.
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

JOURNEYS = "tests/e2e/"
# Journeys that have a server of their own need not wait for the portal.
ALONE = tuple(
    f"{JOURNEYS}test_{of}.py"
    for of in (
        "cluster_documents_accessible",
        "concepts_accessible",
        "desk_accessible",
        "handbook_accessible",
        "mentoring_accessible",
        "mentoring_log",
        "runs_accessible",
    )
)
# The first need no tables of Django: whoever does waits a minute until they are made. The others
# take longest, or wait for other processes; the short files at the end even it out.
FIRST = (JOURNEYS, "tests/portal/test_embedded_postgres", "tests/portal/", "tests/messaging/")
FIRST += ("tests/cms_pages/", "tests/training/")


class WorkList(LoadScopeScheduling):
    """Hands out one file after the other, in the order in which they were collected."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        shares_portal = nodeid.startswith(JOURNEYS) and not nodeid.startswith(ALONE)
        return JOURNEYS if shares_portal else nodeid.partition("::")[0]


def longest_first(items: list[pytest.Item]) -> None:
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    starts = [number for number, start in enumerate(FIRST) if item.nodeid.startswith(start)]
    return starts[0] if starts else len(FIRST)
