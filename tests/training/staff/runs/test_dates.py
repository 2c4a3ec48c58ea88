"""A run's dates on the coordinator's pages: proposed, shown first, moved, declined (T7)."""

from datetime import timedelta

import pytest

from accounts.roles import Role
from tests.factories.accounts import staff
from tests.factories.training import RunFactory
from tests.training.planning import (
    AT,
    opened,
    planned,
    proposed,
    scene,
)
from tests.training.run_pages import address
from training.enums import Reply
from training.models import DateProposal

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({}, 200),
        ({"day_1": "2026-13-40", "hour_1": "9.00"}, 200),
        ({"day_1": "2026-12-08", "hour_1": "25.00"}, 200),
        ({"day_1": "2027-03-28", "hour_1": "2.30"}, 200),  # the clocks go forward
        ({"day_1": "0001-01-01", "hour_1": "0.00"}, 200),
        ({"day_1": "2026-12-12", "hour_1": "9.00"}, 409),
    ],
)
def test_bad_dates_are_told(client, typed, status):
    run = planned(scene())
    staff(client, Role.TRAINING_COORDINATOR)

    response = client.post(address("run_dates", run.pk), typed)

    assert response.status_code == status
    assert response.context["form"].errors or response.context["error"].code == "day_off"
    assert not DateProposal.objects.exists()


def test_preview_shows_the_sessions_and_keeps_nothing(client):
    run = planned(scene(advanced=True))
    staff(client, Role.TRAINING_COORDINATOR)
    typed = {"day_1": "2026-12-08", "hour_1": "9.00", "day_2": "2026-12-12", "hour_2": "9.00"}

    page = client.post(address("run_dates", run.pk), typed | {"preview": "1"})

    assert [end - start for start, end in page.context["times"]] == [timedelta(hours=3)] * 2
    assert page.context["error"].code == "day_off"
    assert not DateProposal.objects.exists()


def test_open_run_is_moved_on_the_page_and_a_stale_move_is_refused(client):
    run = opened(scene())
    staff(client, Role.TRAINING_COORDINATOR)
    typed = {"day_1": "2026-12-10", "hour_1": "10.00"}

    stale = client.post(address("run_dates", run.pk), typed | {"seen": "1"})
    done = client.post(address("run_dates", run.pk), typed | {"seen": run.version})

    assert stale.context["error"].code == "changed_meanwhile"
    assert done.status_code == 302
    assert run.sessions.get().starts_at.isoformat() == "2026-12-10T09:00:00+00:00"


def test_proposal_is_declined_on_the_page(client):
    run = planned(scene())
    proposal = proposed(run, [AT + 14 * DAY])
    staff(client, Role.TRAINING_COORDINATOR)

    client.post(address("run_decline_dates", run.pk, proposal.pk), {"seen": run.version})

    proposal.refresh_from_db()
    assert proposal.reply == Reply.DECLINED


def test_run_that_has_begun_offers_no_other_dates(client):
    of = scene()
    begun = RunFactory(
        variant=of.variant, contract=of.contract, starts=[start - 30 * DAY for start in of.starts]
    )
    ahead = opened(of)
    staff(client, Role.TRAINING_COORDINATOR)

    pages = [client.get(address("run", run.pk)).content.decode() for run in (begun, ahead)]

    moves = [
        address("run_dates", run.pk) in page
        for run, page in zip((begun, ahead), pages, strict=True)
    ]
    assert moves == [False, True]
