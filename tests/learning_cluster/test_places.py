import pytest

from learning_cluster.places import first_free


@pytest.mark.parametrize(
    ("taken", "most", "free"),
    [((), 2, 1), ((1,), 2, 2), ((2,), 2, 1), ((1, 2), 2, None), ((1, 3, 3), 3, 2), ((0,), 1, 1)],
)
def test_first_free_is_the_lowest_number_left(taken, most, free):
    assert first_free(taken, most) == free
