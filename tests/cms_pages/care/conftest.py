import pytest

from tests.cms_pages.care.trees import tree


@pytest.fixture
def home(db):
    return tree()
