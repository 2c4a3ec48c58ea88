"""How much mentoring each local government had (L9)."""

from datetime import timedelta

import pytest

from learning_cluster.mentoring_figures import Figure, figures
from tests.learning_cluster.mentoring.scene import AT, begun, booked, offered, saved, scene

pytestmark = [pytest.mark.django_db, pytest.mark.req("L9")]


def test_figures_count_what_each_local_government_came_to_pilots_first():
    of = scene()
    booked(of, offered(of), member=of.other)
    saved(of, begun(of, of.pilot, of.other), minutes=40)  # the other one stayed away
    missed = begun(of, starts_at=AT - timedelta(hours=4))
    saved(of, missed, is_missed=True, present=[], minutes=None)

    found = figures(of.cluster)

    assert found == [
        Figure(of.pilot.membership.government.name, True, 0, held=1, missed=1, minutes=40),
        Figure(of.other.membership.government.name, False, 1, held=0, missed=1, minutes=0),
    ]


def test_figures_of_another_cluster_are_its_own():
    of, elsewhere = scene(), scene()
    saved(of, begun(of))

    assert [one.held for one in figures(elsewhere.cluster)] == [0, 0]
