"""The filter of the coordinator's list of runs, asked for what no calendar has (T16)."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from tests.factories.accounts import staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["od", "do"])
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_list_of_runs_asks_for_a_day_of_this_century(client, name, day):
    staff(client, Role.TRAINING_COORDINATOR)

    page = client.get(reverse("training:runs"), {name: day})

    assert set(page.context["form"].errors) == {name}
