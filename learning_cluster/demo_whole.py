"""All of the demonstration's learning clusters, in the order their parts need one another."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime

from learning_cluster.demo import load_project
from learning_cluster.demo_calls import load_calls
from learning_cluster.demo_concepts import load_concepts
from learning_cluster.demo_documents import load_documents
from learning_cluster.demo_events import load_events
from learning_cluster.demo_mentoring import load_mentoring
from learning_cluster.demo_people import load_people
from learning_cluster.models import Cluster

Tell = Callable[[str, dict[str, int]], None]


def load_clusters(*, at: datetime, tell: Tell) -> None:
    """Load project, people, events, mentoring, concepts, documents and calls; tell each step."""
    tell("clusters", load_project(at=at))
    tell("people of clusters", load_people(at=at))
    clusters = list(Cluster.objects.order_by("starts_on"))
    tell("events of clusters", _sum(load_events(cluster, at=at) for cluster in clusters))
    tell("mentoring", load_mentoring(at=at))
    tell("concepts", _sum(load_concepts(cluster, at=at) for cluster in clusters))
    tell("documents of clusters", load_documents(at=at))
    tell("calls", load_calls(at=at))


def _sum(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return dict(total)
