"""Rows of concepts, plain: sections of the template, versions, feedback, consultation windows."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from learning_cluster import enums, models
from tests.factories.learning_cluster import (
    AT,
    DocumentFactory,
    MemberFactory,
    MembershipFactory,
    PhaseFactory,
)


class SectionFactory(DjangoModelFactory):
    """A required section of the concept's template."""

    class Meta:
        model = models.TemplateSection

    template = enums.TemplateKind.CONCEPT
    slug = factory.Sequence(lambda number: f"odjeljak-{number}")
    order = factory.Sequence(lambda number: number)
    name_sr = factory.Sequence(lambda number: f"Одјељак {number}")
    guidance_sr = "Опишите стање."


class ConceptFactory(DjangoModelFactory):
    """An early draft without a version."""

    class Meta:
        model = models.Concept

    membership = factory.SubFactory(MembershipFactory)
    document = factory.SubFactory(
        DocumentFactory,
        template=enums.TemplateKind.CONCEPT,
        membership=factory.SelfAttribute("..membership"),
        cluster=factory.SelfAttribute("..membership.cluster"),
    )


class VersionFactory(DjangoModelFactory):
    """A version by a representative; `number` is the next one."""

    class Meta:
        model = models.DocumentVersion

    document = factory.SelfAttribute("author.membership.concept.document")
    author = factory.SubFactory(MemberFactory)
    author_name = factory.SelfAttribute("author.name")
    number = factory.LazyAttribute(lambda one: one.document.versions.count() + 1)
    texts = factory.LazyFunction(dict)
    saved_at = AT


class FeedbackFactory(DjangoModelFactory):
    """Feedback to the whole of a version."""

    class Meta:
        model = models.Feedback

    author = factory.SubFactory(MemberFactory)
    author_name = factory.SelfAttribute("author.name")
    text = "Допуните трошкове."
    given_at = AT


class ConsultationWindowFactory(DjangoModelFactory):
    """A consultation of concepts from 16 to 27 November 2026: open at AT."""

    class Meta:
        model = models.Window

    phase = factory.SubFactory(PhaseFactory)
    name_sr = "Консултације о концептима"
    kind = enums.WindowKind.CONSULTATION
    starts_on = date(2026, 11, 16)
    ends_on = date(2026, 11, 27)
