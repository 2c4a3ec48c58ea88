"""Rows of the programme, plain: no audit, no messages."""

import uuid
from datetime import UTC, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from privacy.secret_links import token_hash
from programme import enums, models
from programme.tokens import confirm_token, status_token

SENT_AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


class AuthorityFactory(DjangoModelFactory):
    class Meta:
        model = models.Authority

    name = factory.Sequence(lambda number: f"Demonstracijski organ {number}")
    domains = ["organ-a.example"]


class OperationFactory(DjangoModelFactory):
    class Meta:
        model = models.Operation

    slug = factory.Sequence(lambda number: f"operacija-{number}")
    name_sl = name_sr = name_en = "Inovativen.si"
    aim_sl = aim_sr = aim_en = "Boljša uprava"
    fund_sl = fund_sr = fund_en = "Evropski socialni sklad"
    public_funds = 1_000_000
    european_funds = 800_000
    other_funds = 200_000
    target_people = 1200


class _SubmissionFactory(DjangoModelFactory):
    """Received: the address has been proved."""

    class Meta:
        abstract = True

    uid = factory.LazyFunction(uuid.uuid4)
    authority = factory.SubFactory(AuthorityFactory)
    title = "Vloga, ki jo razume vsak"
    contact_name = "Ana Primer"
    contact_email = "ana.primer@organ-a.example"
    language = "sl"
    state = enums.RECEIVED
    created_at = confirmed_at = changed_at = SENT_AT
    confirm_until = SENT_AT + timedelta(hours=24)
    confirm_hash = factory.LazyAttribute(lambda o: token_hash(confirm_token(o.uid)))
    status_hash = factory.LazyAttribute(lambda o: token_hash(status_token(o.uid)))

    class Params:
        unconfirmed = factory.Trait(state=enums.UNCONFIRMED, confirmed_at=None)


class ChallengeFactory(_SubmissionFactory):
    class Meta:
        model = models.Challenge

    problem = "Vsaka tretja vloga je nepopolna."
    users = "Prebivalci in svetovalci"

    class Params:
        described = factory.Trait(
            prototype="Obrazec na dveh straneh", users_involved="Dvanajst", result="Enajst"
        )


class SupportRequestFactory(_SubmissionFactory):
    class Meta:
        model = models.SupportRequest

    field = enums.SupportField.PLANNING
    description = "Prosimo za pomoč pri metodi."


class GoodPracticeFactory(DjangoModelFactory):
    """A practice of the field, country and methods named by their slugs."""

    class Meta:
        model = models.GoodPractice
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"praksa-{number}")
    name_sl = factory.LazyAttribute(lambda o: o.slug)
    name_sr = name_en = factory.SelfAttribute("name_sl")
    summary_sl = summary_sr = summary_en = "Povzetek"
    year = 2020

    @factory.lazy_attribute
    def field(self):
        return word(models.PracticeField, "labs")

    @factory.lazy_attribute
    def country(self):
        return word(models.Country, "si")

    @factory.post_generation
    def methods(self, create, slugs, **kwargs):
        self.methods.set(word(models.PracticeMethod, slug) for slug in slugs or ["prototyping"])


def word(model, slug):
    names = {"name_sl": slug, "name_sr": slug, "name_en": slug}
    return model.objects.get_or_create(slug=slug, defaults=names)[0]
