"""What tests of the portal share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.portal.postgres_servers import data_folder


@pytest.fixture
def var() -> Iterator[Path]:
    """A data folder for an embedded server; both go when the test ends."""
    with data_folder() as folder:
        yield folder
