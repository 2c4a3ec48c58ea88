"""Two colleagues decide one deliverable at once: the second is told (L6)."""

import pytest

from learning_cluster.actions import deliverables as actions
from learning_cluster.models import Deliverable
from messaging.models import Message
from tests.booking.racing import codes, meeting, race, without_row_locks
from tests.factories.learning_cluster import AT
from tests.learning_cluster.documents.scene import ANA, scene

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.req("L6")]


def decided_at_once(monkeypatch) -> list[str]:
    """Let an approval and a return meet after both have read the deliverable."""
    of = scene(template="", state="submitted")
    meet, only = meeting(2), actions._only

    def checked(is_possible):
        meet()
        only(is_possible)

    monkeypatch.setattr(actions, "_only", checked)
    outcomes = race(
        lambda: actions.approve_deliverable(of.one, name="Ана", by=ANA, at=AT),
        lambda: actions.return_deliverable(of.one, reason="Кратко.", by=ANA, at=AT),
    )
    return codes(outcomes)


def test_of_two_who_decide_at_once_the_second_is_told(monkeypatch):
    assert decided_at_once(monkeypatch) == ["no_such_step", "ok"]
    assert Message.objects.count() == 1
    assert Deliverable.objects.get().state in ("approved", "returned")


def test_without_the_lock_both_would_decide(monkeypatch):
    without_row_locks(monkeypatch)

    assert decided_at_once(monkeypatch) == ["ok", "ok"]
