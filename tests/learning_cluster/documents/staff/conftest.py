"""The coordinator's pages are opened at the moment the factories' rows are of."""

import pytest

from tests.factories.accounts import signed_in
from tests.learning_cluster.documents.scene import scene


@pytest.fixture
def of():
    return scene(partners=["NALAS", "GIZ"])


@pytest.fixture
def host(client, of):
    """Return the client with the coordinator signed in, second factor shown."""
    return signed_in(client, of.coordinator.user)
