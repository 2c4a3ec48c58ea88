"""Rows of trainings, plain: no audit, no messages.

`TrainingFactory` is a basic one, `AdvancedFactory` needs two trainers and a live first day before
a remote second. `RunFactory` is open, with its sessions, and nobody teaches it yet.
"""

import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import factory
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from factory.django import DjangoModelFactory

from privacy.secret_links import link_token, token_hash
from training import enums, models

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
STARTS_AT = datetime(2026, 12, 8, 8, 0, tzinfo=UTC)  # a Tuesday, 9.00 in Ljubljana
PEDAGOGICAL = timedelta(minutes=45)


class _NamedFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    slug = factory.Sequence(lambda number: f"ime-{number}")
    name_sl = factory.Sequence(lambda number: f"Ime {number}")
    name_sr = factory.Sequence(lambda number: f"Име {number}")
    name_en = factory.Sequence(lambda number: f"Name {number}")


class MeasureFactory(_NamedFactory):
    class Meta:
        model = models.Measure


class FundingProgrammeFactory(_NamedFactory):
    class Meta:
        model = models.FundingProgramme

    measure = factory.SubFactory(MeasureFactory)
    statement_sl = "Sofinancirano."
    statement_sr = "Суфинансирано."
    statement_en = "Co-financed."


class BundleFactory(_NamedFactory):
    class Meta:
        model = models.Bundle

    programme = factory.SubFactory(FundingProgrammeFactory)
    purpose_sl = "Namen"
    purpose_sr = "Сврха"
    purpose_en = "Purpose"


class MethodFactory(_NamedFactory):
    class Meta:
        model = models.Method


class WorkFormFactory(_NamedFactory):
    class Meta:
        model = models.WorkForm


class TrainingFactory(_NamedFactory):
    class Meta:
        model = models.Training

    bundle = factory.SubFactory(BundleFactory)
    code = factory.Sequence(lambda number: f"T{number}")
    level = enums.Level.BASIC
    hours = 5
    target_group_sl = target_group_sr = target_group_en = "Javni uslužbenci"
    purpose_sl = purpose_sr = purpose_en = "Namen"
    prior = enums.Prior.DESIRABLE
    coordinator_name = "Koordinatorka Primer"
    coordinator_email = "koordinatorka@akademija.example"
    coordinator_phone = "01 000 00 00"
    capacity = 20
    minimum = 8


class AdvancedFactory(TrainingFactory):
    level = enums.Level.ADVANCED
    hours = 8
    trainers_needed = 2
    prior = enums.Prior.REQUIRED
    prerequisite = factory.SubFactory(TrainingFactory)


class VariantFactory(DjangoModelFactory):
    """`parts` are (mode, hours), a day each; by default the whole of the training live."""

    class Meta:
        model = models.Variant
        skip_postgeneration_save = True

    training = factory.SubFactory(TrainingFactory)
    slug = factory.Sequence(lambda number: f"izvedba-{number}")
    name_sl = name_sr = name_en = "Izvedba"

    @factory.post_generation
    def parts(self, create, given, **_more):
        if self.training.level == enums.Level.ADVANCED:
            usual = [(enums.Mode.LIVE, 4), (enums.Mode.REMOTE, 4)]
        else:
            usual = [(enums.Mode.LIVE, self.training.hours)]
        for day, (mode, hours) in enumerate(given or usual, start=1):
            models.Segment.objects.create(variant=self, day=day, mode=mode, hours=hours)


class ProviderFactory(DjangoModelFactory):
    class Meta:
        model = models.Provider

    name = factory.Sequence(lambda number: f"Ponudnik Primer {number}")
    kind = enums.ProviderKind.PRIVATE
    email = factory.Sequence(lambda number: f"ponudnik{number}@ponudnik.example")


class TrainerFactory(DjangoModelFactory):
    """`qualified_for=training` gives the qualification too."""

    class Meta:
        model = models.Trainer
        skip_postgeneration_save = True

    provider = factory.SubFactory(ProviderFactory)
    name = factory.Sequence(lambda number: f"Predavatelj Primer {number}")
    email = factory.Sequence(lambda number: f"predavatelj{number}@ponudnik.example")

    @factory.post_generation
    def qualified_for(self, create, training, **_more):
        if training is not None:
            models.Qualification.objects.create(
                trainer=self, training=training, proof="Reference", valid_from=date(2024, 1, 1)
            )


class OfferFactory(DjangoModelFactory):
    class Meta:
        model = models.Offer

    provider = factory.SubFactory(ProviderFactory)
    bundle = factory.SubFactory(BundleFactory)
    received_on = date(2026, 1, 10)
    state = enums.OfferState.SELECTED


class ContractFactory(DjangoModelFactory):
    """Signed. `prices={training: Decimal}` and `forecasts={training: runs}` add their rows."""

    class Meta:
        model = models.Contract
        skip_postgeneration_save = True

    offer = factory.SubFactory(OfferFactory)
    number = factory.Sequence(lambda number: f"C-2026-{number}")
    ceiling = Decimal("29493.50")
    ends_on = date(2027, 6, 30)
    state = enums.ContractState.SIGNED
    received_at = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
    signed_at = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)

    @factory.post_generation
    def prices(self, create, given, **_more):
        for training, price in (given or {}).items():
            models.OfferPrice.objects.create(offer=self.offer, training=training, price=price)

    @factory.post_generation
    def forecasts(self, create, given, **_more):
        for training, runs in (given or {}).items():
            models.Forecast.objects.create(contract=self, training=training, runs=runs)


class RunFactory(DjangoModelFactory):
    """`starts=[...]` are the starts of its sessions, a day apart by default."""

    class Meta:
        model = models.Run
        skip_postgeneration_save = True

    variant = factory.SubFactory(VariantFactory)
    contract = factory.LazyAttribute(
        lambda run: ContractFactory(offer__bundle=run.variant.training.bundle)
    )
    state = enums.RunState.OPEN
    place = enums.Place.LJUBLJANA
    town = "Ljubljana"
    venue = "Učilnica 1, Demonstracijska ulica 1"
    capacity = 20
    minimum = 8
    closes_at = STARTS_AT - timedelta(days=5)
    withdraw_until = STARTS_AT - timedelta(days=3)
    price = Decimal("1017.00")
    vat_rate = Decimal("22.00")
    opened_at = AT - timedelta(days=5)
    created_at = AT - timedelta(days=10)
    changed_at = AT - timedelta(days=5)

    @factory.post_generation
    def starts(self, create, given, **_more):
        segments = list(self.variant.segments.all())
        starts = given or [STARTS_AT + timedelta(days=n) for n in range(len(segments))]
        for segment, start in zip(segments, starts, strict=True):
            period = DateTimeTZRange(start, start + PEDAGOGICAL * segment.hours)
            models.Session.objects.create(run=self, segment=segment, period=period)


class EmployerFactory(DjangoModelFactory):
    class Meta:
        model = models.Employer
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Demonstracijska uprava {number}")
    domains = ["uprava.example"]
    approver_name = "Odobritelj Primer"
    approver_email = "odobritelj@uprava.example"
    approver_uid = factory.LazyFunction(uuid.uuid4)
    approver_hash = factory.LazyAttribute(
        lambda o: token_hash(link_token("training.approve", o.approver_uid))
    )


class ParticipantFactory(DjangoModelFactory):
    class Meta:
        model = models.Participant

    name = factory.Sequence(lambda number: f"Udeleženka Primer {number}")
    email = factory.Sequence(lambda number: f"udelezenka{number}@uprava.example")
    employer = factory.SubFactory(EmployerFactory)
    field_of_work = "Digitalne storitve"
    language = "sl"
    created_at = AT


class EnrolmentFactory(DjangoModelFactory):
    """Confirmed, on a seat."""

    class Meta:
        model = models.Enrolment

    uid = factory.LazyFunction(uuid.uuid4)
    run = factory.SubFactory(RunFactory)
    training = factory.LazyAttribute(lambda o: o.run.variant.training)
    participant = factory.SubFactory(ParticipantFactory)
    state = enums.EnrolmentState.CONFIRMED
    seat = factory.LazyAttribute(
        lambda o: o.run.enrolments.seated().count() + 1 if o.state in enums.SEATED else None
    )
    language = "sl"
    link_hash = factory.LazyAttribute(lambda o: token_hash(link_token("training.enrolment", o.uid)))
    confirm_until = AT + timedelta(hours=24)
    created_at = changed_at = AT


class RunRequestFactory(DjangoModelFactory):
    """Received: its address was proved."""

    class Meta:
        model = models.RunRequest

    uid = factory.LazyFunction(uuid.uuid4)
    variant = factory.SubFactory(VariantFactory)
    employer_name = "Demonstracijska uprava"
    contact_name = "Naročnica Primer"
    contact_email = factory.Sequence(lambda number: f"narocnica{number}@uprava.example")
    people = 12
    wishes = "Februarja, v Kopru."
    state = enums.RequestState.RECEIVED
    language = "sl"
    link_hash = factory.LazyAttribute(lambda o: token_hash(link_token("training.request", o.uid)))
    confirm_until = AT + timedelta(hours=24)
    created_at = AT
