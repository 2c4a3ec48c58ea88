"""What an application consists of, and which of it is still missing (L12)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from learning_cluster.enums import CriterionKind, PaperKind
from learning_cluster.models import Application, Criterion, Paper


@dataclass(frozen=True)
class Point:
    """A point of the profile and what the letter says to it; only a required one must be."""

    number: int
    criterion: Criterion
    text: str

    @property
    def is_required(self) -> bool:
        return self.criterion.kind == CriterionKind.REQUIRED


@dataclass(frozen=True)
class Steps:
    """An application as it stands: `papers` has an entry for each kind, None where none is."""

    application: Application
    points: list[Point]
    papers: dict[PaperKind, Paper | None]

    def missing(self) -> list[str]:
        """Return in words what must be there before it can be handed in; nothing when whole."""
        found = [] if self.application.profile else [_("who you are and your profile")]
        found += [
            _("answer to point %(number)s") % {"number": point.number}
            for point in self.points
            if point.is_required and not point.text
        ]
        found += [] if self.application.amount else [_("amount of your offer")]
        found += [str(kind.label) for kind, paper in self.papers.items() if paper is None]
        return found


def steps(application: Application) -> Steps:
    """Return what `application` consists of; three queries."""
    criteria = application.call.criteria.all()
    texts = dict(application.answers.values_list("criterion_id", "text"))
    points = [
        Point(number, one, texts.get(one.pk, "")) for number, one in enumerate(criteria, start=1)
    ]
    papers = {paper.kind: paper for paper in application.papers.all()}
    return Steps(application, points, {kind: papers.get(kind.value) for kind in PaperKind})
