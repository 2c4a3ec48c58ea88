"""Kept pages of clusters are right at once after a change (decision 0014).

Transactions commit here: the content version is written at commit.
"""

import pytest

from cms_pages.kept_pages import content_version
from learning_cluster.enums import MembershipState
from learning_cluster.models import Acronym, Footnote, Milestone
from tests.factories.learning_cluster import (
    ClusterFactory,
    MembershipFactory,
    PhaseFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


def changed(row, **facts):
    type(row)._default_manager.filter(pk=row.pk).update(**facts)


@pytest.mark.parametrize("number", range(8))
def test_change_of_what_a_page_shows_is_seen_at_once(number):
    row, facts = [
        lambda: (ProjectFactory(), {"name_sl": "Nov"}),
        lambda: (ClusterFactory(), {"is_public": False}),
        lambda: (PhaseFactory(), {"halves": 1}),
        lambda: (
            Milestone.objects.create(phase=PhaseFactory(), name_sr="М", day="2026-12-01"),
            {"day": "2026-12-02"},
        ),
        lambda: (MembershipFactory(), {"state": MembershipState.LEFT}),
        lambda: (MembershipFactory().government, {"name_sl": "Nova"}),
        lambda: (Footnote.objects.get(), {"text_sl": "Drugače."}),
        lambda: (
            Acronym.objects.create(short_sr="НАЛАС", text_sr="Мрежа"),
            {"text_sr": "Друга мрежа"},
        ),
    ][number]()
    before = content_version()

    changed(row, **facts)

    assert content_version() > before


def test_change_of_what_no_page_shows_leaves_kept_pages():
    row = MembershipFactory()
    before = content_version()

    changed(row, interest="Желимо учествовати.")

    assert content_version() == before
