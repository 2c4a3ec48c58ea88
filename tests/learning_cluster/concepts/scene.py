"""A cluster with two local governments and all its people, and what the first has written."""

from dataclasses import dataclass

import pytest
from django.urls import reverse
from django.utils import translation

from learning_cluster.enums import Giver, MemberRole, TemplateKind
from learning_cluster.errors import ClusterError
from learning_cluster.models import (
    Cluster,
    Concept,
    DocumentVersion,
    Member,
    Membership,
    TemplateSection,
)
from privacy.audit import Actor
from privacy.models import AuditEntry
from tests.factories.learning_cluster import (
    ClusterFactory,
    HelperFactory,
    MemberFactory,
    MembershipFactory,
    PhaseFactory,
    signed_up,
)
from tests.factories.learning_concepts import (
    ConceptFactory,
    ConsultationWindowFactory,
    SectionFactory,
    VersionFactory,
)

BY = Actor(role="representative", user_id=7)
FIRST = {"potrebe": "Прва реченица.", "usluga": "Дневни центар."}


@dataclass(frozen=True)
class Scene:
    """`ana` and `bojan` represent `own`, `vera` another local government; `concept` is own's."""

    cluster: Cluster
    own: Membership
    concept: Concept
    first: DocumentVersion
    ana: Member
    bojan: Member
    vera: Member
    guide: Member
    coordinator: Member
    reviewer: Member
    practitioner: Member

    def fresh(self) -> Concept:
        return Concept.objects.select_related("document", "membership__cluster").get(
            pk=self.concept.pk
        )


def scene(*, window: bool = True, sections: bool = True) -> Scene:
    """Make the scene; the concept has one version and nobody has spoken of it.

    A second scene has the `sections` of the first.
    """
    cluster = ClusterFactory()
    if window:
        ConsultationWindowFactory(phase=PhaseFactory(cluster=cluster))
    if sections:
        TemplateSection.objects.filter(template=TemplateKind.CONCEPT).delete()  # as shipped
        SectionFactory(slug="potrebe", name_sr="Потребе")
        SectionFactory(slug="usluga", name_sr="Услуга")
        SectionFactory(slug="rizici", name_sr="Ризици", is_required=False)
    own = MembershipFactory(cluster=cluster, government__name_sr="Општина Примјер")
    ana, bojan = MemberFactory.create_batch(2, membership=own)
    concept = ConceptFactory(membership=own)
    helper = {
        name: HelperFactory(cluster=cluster, role=role, name=name)
        for name, role in (
            ("guide", MemberRole.RESOURCE_PERSON),
            ("coordinator", MemberRole.COORDINATOR),
            ("reviewer", MemberRole.REVIEWER),
            ("practitioner", MemberRole.PRACTITIONER),
        )
    }
    return Scene(
        cluster=cluster,
        own=own,
        concept=concept,
        first=VersionFactory(author=ana, texts=FIRST),
        ana=ana,
        bojan=bojan,
        vera=MemberFactory(membership=MembershipFactory(cluster=cluster)),
        **helper,
    )


def feedback(of: Scene, *, number: int = 1, **changes: object) -> dict[str, object]:
    """Return what `give_feedback` takes, of the resource person and the whole."""
    facts = {
        "number": number,
        "section": "",
        "text": "Допуните трошкове.",
        "giver": Giver.GUIDE,
        "author": of.guide,
        "author_name": of.guide.name,
        "by": BY,
    }
    return facts | changes


def refusal(action, *args, **named) -> ClusterError:
    """Return the error `action` raises."""
    with pytest.raises(ClusterError) as error:
        action(*args, **named)
    return error.value


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


def signed(client, member):
    """Sign a member in; their account is made where there is none yet."""
    client.force_login(member.user or signed_up(member))
    return client


def path(name, of, *args, language="sl"):
    """Return the address of a page of the scene's concept."""
    with translation.override(language):
        return reverse(f"cluster_{name}", args=[of.cluster.slug, of.concept.document.uid, *args])


def inside(name, of, *args, language="sl"):
    """Return the address of a page of the scene's cluster."""
    with translation.override(language):
        return reverse(f"cluster_{name}", args=[of.cluster.slug, *args])
