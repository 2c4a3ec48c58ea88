"""The didactic guidelines, acknowledged by each trainer (T12)."""

import pytest

from privacy.enums import NoticeKind
from privacy.models import Notice
from tests.training.planning import (
    AT,
    scene,
)
from tests.training.trainer_pages import path, signed

pytestmark = pytest.mark.django_db


@pytest.mark.req("T12")
def test_guidelines_are_acknowledged_once_and_a_new_version_again(client):
    of = scene()
    texts = {"text_sl": "Smernice", "text_sr": "Смернице", "text_en": "Guidelines"}
    facts = {"kind": NoticeKind.GUIDELINES, "object_key": "training", "effective_from": AT}
    signed(client, of.trainers[0])
    none = client.get(path("guidelines")).context["notice"]
    Notice.objects.create(version=1, **facts, **texts)

    for _time in range(2):
        client.post(path("guidelines"), {"version": 1})
    first = client.get(path("guidelines")).context["read"]
    Notice.objects.create(version=2, **facts, **texts)
    second = client.get(path("guidelines")).context["read"]
    stale = client.post(path("guidelines"), {"version": 1})

    assert none is None
    assert (first.at, second) == (AT, None)
    assert (stale.status_code, stale.context["error"].code) == (409, "other_version")
    assert client.get(path("home")).context["must_read"] is True
    assert of.trainers[0].acknowledgements.count() == 1
