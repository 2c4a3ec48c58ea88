"""Attendance on a trainer's phone (T15)."""

import pytest
from django.utils import timezone

from tests.factories.training import EnrolmentFactory
from tests.training.planning import (
    opened,
    scene,
)
from tests.training.trainer_pages import path, signed
from training.enums import EnrolmentState
from training.models import Attendance

pytestmark = pytest.mark.django_db


@pytest.mark.req("T15")
def test_attendance_is_saved_from_the_boxes_and_may_be_corrected(client, monkeypatch):
    of = scene()
    run = opened(of)
    ana, bor = EnrolmentFactory.create_batch(2, run=run)
    requested = EnrolmentFactory(run=run, state=EnrolmentState.REQUESTED)
    session = run.sessions.get()
    signed(client, of.trainers[0])
    early = client.post(path("attendance", session.pk), {"listed": [ana.pk], "present": [ana.pk]})
    monkeypatch.setattr(timezone, "now", lambda: session.starts_at)
    signed(client, of.trainers[0])
    both = {"listed": [ana.pk, bor.pk]}

    client.post(path("attendance", session.pk), both | {"present": [ana.pk]})
    first = dict(Attendance.objects.values_list("enrolment", "is_present"))
    client.post(path("attendance", session.pk), both | {"present": [bor.pk]})
    page = client.get(path("attendance", session.pk))
    foreign = client.post(path("attendance", session.pk), {"present": [requested.pk]})

    assert (early.status_code, early.context["error"].code) == (409, "not_begun")
    assert first == {ana.pk: True, bor.pk: False}
    assert page.context["form"]["present"].value() == [bor.pk]
    assert foreign.context["form"].errors
    assert not Attendance.objects.filter(enrolment=requested).exists()
