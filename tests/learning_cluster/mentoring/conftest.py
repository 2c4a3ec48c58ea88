import pytest
from django.db import connection

from learning_cluster.models import MentoringSession

_NAME = "cluster_session_one_at_a_time"


@pytest.fixture
def unconstrained():
    """Take away the constraint that keeps a person's sessions apart; put it back at the end."""
    constraint = next(one for one in MentoringSession._meta.constraints if one.name == _NAME)
    with connection.schema_editor() as editor:
        editor.remove_constraint(MentoringSession, constraint)
    yield
    MentoringSession.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(MentoringSession, constraint)
