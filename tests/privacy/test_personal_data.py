from datetime import datetime

import pytest

from privacy import personal_data
from privacy.audit import SYSTEM, Actor
from privacy.personal_data import Person, register, registered


class Letters:
    """Keeps letters by e-mail address."""

    name = "letters"

    def __init__(self) -> None:
        self.kept = {"ana@example.org": "Dober dan"}

    def export(self, person: Person):
        return [{"text": text} for email, text in self.kept.items() if email == person.email]

    def erase(self, person: Person, *, by: Actor, at: datetime) -> int:
        return int(self.kept.pop(person.email, None) is not None)


@pytest.fixture(autouse=True)
def empty_registry(monkeypatch):
    monkeypatch.setattr(personal_data, "_registered", {})


@pytest.mark.req("X4")
def test_registered_data_is_exported_and_erased_for_one_person(at):
    register(Letters())
    ana, other = Person(email="ana@example.org"), Person(email="bor@example.org")

    (letters,) = registered()

    assert letters.export(other) == []
    assert letters.export(ana) == [{"text": "Dober dan"}]
    assert letters.erase(ana, by=SYSTEM, at=at) == 1
    assert letters.export(ana) == []


def test_register_again_replaces_the_same_name():
    register(Letters())
    register(Letters())

    assert len(registered()) == 1
