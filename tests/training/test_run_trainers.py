"""Who gives a run: a pair of different, qualified people who teach nowhere else then (T5, T6)."""

from datetime import date, timedelta

import pytest

from messaging.models import Message
from privacy.enums import NoticeKind
from privacy.models import AuditEntry, Notice
from tests.factories.training import ContractFactory, TrainerFactory
from tests.training.planning import (
    AT,
    COORDINATOR,
    NOBODY,
    TUESDAY,
    accepted,
    asked,
    fresh,
    opened,
    planned,
    scene,
    scheduled,
)
from tests.training.test_run_planning import refusal, sentence
from training.actions.run_guidelines import acknowledge
from training.actions.run_teaching import accept, ask, decline, take_off
from training.enums import Reply
from training.models import Acknowledgement, Qualification, RunTrainer, Teaching

pytestmark = pytest.mark.django_db


def asking(run, *trainers):
    return lambda: ask(run, trainers, seen=fresh(run).version, by=COORDINATOR, at=AT)


def accepting(run, trainer):
    return lambda: accept(run, trainer, seen=fresh(run).version, by=NOBODY, at=AT)


def reply_of(run, trainer) -> str:
    return RunTrainer.objects.get(run=run, trainer=trainer).reply


@pytest.mark.req("T6")
def test_pair_accepts_and_its_hours_are_given():
    of = scene(advanced=True)
    run = scheduled(of)

    accepted(run, *of.trainers)
    accepting(run, of.trainers[0])()

    given = Teaching.objects.values_list("trainer", "session__segment__day").order_by()
    assert set(given) == {(one.pk, day) for one in of.trainers for day in (1, 2)}
    assert AuditEntry.objects.filter(verb="trainer_accepted").count() == 2


@pytest.mark.req("T6")
def test_same_trainer_twice_is_no_pair():
    of = scene(advanced=True)
    run = scheduled(of)

    assert refusal(asking(run, of.trainers[0], of.trainers[0])) == "same_twice"


@pytest.mark.req("T6")
def test_third_trainer_of_two_is_refused():
    of = scene(advanced=True, trainers=3)
    run = asked(scheduled(of), *of.trainers[:2])

    assert refusal(asking(run, of.trainers[2])) == "too_many_trainers"


def test_asked_twice_is_asked_once():
    of = scene()
    run = asked(scheduled(of), of.trainers[0])

    ask(run, [of.trainers[0]], seen=1, by=COORDINATOR, at=AT)

    assert Message.objects.filter(kind="training.trainer_asked").count() == 1
    assert AuditEntry.objects.filter(verb="trainers_asked").count() == 1


@pytest.mark.req("T5")
@pytest.mark.parametrize("gone", ["unqualified", "expired", "inactive"])
def test_unqualified_trainer_is_not_asked(gone):
    of = scene()
    trainer = of.trainers[0]
    if gone == "unqualified":
        Qualification.objects.filter(trainer=trainer).delete()
    elif gone == "expired":  # the day before the run, long after today
        Qualification.objects.filter(trainer=trainer).update(valid_to=date(2026, 12, 7))
    else:
        type(trainer).objects.filter(pk=trainer.pk).update(is_active=False)

    assert refusal(asking(scheduled(of), trainer)) == "not_qualified"
    assert trainer.name in sentence(asking(scheduled(of), trainer))


@pytest.mark.req("T5")
def test_second_of_a_pair_may_be_of_another_provider_with_a_contract():
    of = scene(advanced=True)
    training = of.variant.training
    stranger = TrainerFactory(qualified_for=training)
    run = scheduled(of)
    without = refusal(asking(run, of.trainers[0], stranger))

    ContractFactory(offer__provider=stranger.provider, offer__bundle=training.bundle)
    asked(run, of.trainers[0], stranger)

    assert without == "without_contract"
    assert reply_of(run, stranger) == Reply.ASKED


@pytest.mark.req("T6")
def test_trainer_who_teaches_elsewhere_at_that_hour_cannot_accept():
    of = scene(trainers=1)
    (trainer,) = of.trainers
    accepted(scheduled(of), trainer)
    second = asked(scheduled(of, [TUESDAY + timedelta(hours=3)]), trainer)

    said = sentence(accepting(second, trainer))

    assert trainer.name in said
    assert refusal(accepting(second, trainer)) == "elsewhere"
    assert reply_of(second, trainer) == Reply.ASKED
    assert Teaching.objects.count() == 1


def test_sessions_that_touch_may_both_be_given():
    of = scene(trainers=1)
    accepted(scheduled(of), *of.trainers)

    accepted(scheduled(of, [TUESDAY + timedelta(minutes=225)]), *of.trainers)

    assert Teaching.objects.count() == 2


def test_run_without_dates_cannot_be_accepted():
    of = scene()
    run = asked(planned(of), of.trainers[0])

    assert refusal(accepting(run, of.trainers[0])) == "no_dates"


def test_dates_the_trainer_did_not_see_are_not_accepted():
    of = scene()
    run = asked(scheduled(of), of.trainers[0])

    stale = lambda: accept(run, of.trainers[0], seen=1, by=NOBODY, at=AT)  # noqa: E731 - a call to refuse

    assert refusal(stale) == "changed_meanwhile"


@pytest.mark.req("T12")
def test_run_is_accepted_only_after_the_guidelines_in_force():
    of = scene()
    (trainer, _other), run = of.trainers, None
    texts = {"text_sl": "Smernice", "text_sr": "Смернице", "text_en": "Guidelines"}
    facts = {"kind": NoticeKind.GUIDELINES, "object_key": "training", "effective_from": AT}
    Notice.objects.create(version=1, **facts, **texts)
    run = asked(scheduled(of), trainer)
    before = refusal(accepting(run, trainer))
    acknowledge(trainer, version=1, by=NOBODY, at=AT)
    acknowledge(trainer, version=1, by=NOBODY, at=AT)
    Notice.objects.create(version=2, **facts, **texts)
    after_a_change = refusal(accepting(run, trainer))

    assert refusal(lambda: acknowledge(trainer, version=1, by=NOBODY, at=AT)) == "other_version"
    acknowledge(trainer, version=2, by=NOBODY, at=AT)
    accepting(run, trainer)()

    assert (before, after_a_change) == ("guidelines", "guidelines")
    assert reply_of(run, trainer) == Reply.ACCEPTED
    assert Acknowledgement.objects.count() == 2


def test_who_declines_after_accepting_frees_the_hours():
    of = scene()
    run = accepted(scheduled(of), of.trainers[0])

    decline(run, of.trainers[0], note="Bolezen", by=NOBODY, at=AT)
    decline(run, of.trainers[0], note="Bolezen", by=NOBODY, at=AT)

    assert not Teaching.objects.exists()
    assert RunTrainer.objects.get().note == "Bolezen"
    assert refusal(accepting(run, of.trainers[0])) == "not_asked"


def test_open_run_is_left_only_by_the_coordinators_hand():
    of = scene()
    run = opened(of)
    leaving = lambda: decline(run, of.trainers[0], note="", by=NOBODY, at=AT)  # noqa: E731 - a call to refuse

    said = refusal(leaving)
    take_off(run, of.trainers[0], by=COORDINATOR, at=AT)
    take_off(run, of.trainers[0], by=COORDINATOR, at=AT)
    accepted(run, of.trainers[1])

    assert said == "open_already"
    assert Teaching.objects.get().trainer == of.trainers[1]
    last = Message.objects.order_by("-pk").values_list("recipient", "context__what")[:2]
    assert list(last) == [(of.trainers[1].email, "opened"), (of.trainers[1].email, "asked")]


def test_stranger_to_a_run_can_answer_nothing():
    of = scene()
    run = scheduled(of)

    assert refusal(accepting(run, of.trainers[1])) == "not_asked"
    declining = lambda: decline(run, of.trainers[1], note="", by=NOBODY, at=AT)  # noqa: E731 - a call to refuse
    assert refusal(declining) == "not_asked"
