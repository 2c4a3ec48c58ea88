"""The pages of the project and its clusters in the demonstration, in all four languages.

Creates what is missing and leaves every existing page as its editors made it.
"""

import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import override
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms_pages.demo_bodies import stream
from cms_pages.demo_translations import keep_translations
from cms_pages.models import ClusterPage, HomePage, ProjectPage
from languages.offered import offered
from languages.translated import pick
from learning_cluster.models import Project

Row = dict[str, Any]

FILE = Path(__file__).parent / "demo_texts" / "learning_cluster.yaml"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "okence:learning-cluster-pages")


def make_cluster_pages(*, at: datetime) -> dict[str, int]:
    """Make every missing page below each language's home, live since `at`; return how many."""
    row = yaml.safe_load(FILE.read_text(encoding="utf-8"))["project"]
    project = Project.objects.prefetch_related("clusters").order_by("pk").first()
    before = Page.objects.count()
    if project is not None:
        with transaction.atomic(), disable_reference_index_auto_update():
            for code in offered():
                with override(code):
                    _make_tree(code, row, project, at)
            keep_translations()
    return {"cluster_pages": Page.objects.count() - before}


def _make_tree(code: str, row: Row, project: Project, at: datetime) -> None:
    home = HomePage.objects.get(locale__language_code=code)
    prose = {
        "slug": row["slug"],
        "title": pick(row["title"], code),
        "lead": pick(row["lead"], code),
        "body": stream(row["blocks"], code, row["slug"], {}),
    }
    top = _ensure(home, ProjectPage(project=project, **prose), at)
    for cluster in project.clusters.public():
        page = ClusterPage(cluster=cluster, locale=top.locale)
        page.take_name()
        _ensure(top, page, at)


def _ensure(parent: Page, page: Any, at: datetime) -> Any:
    """Return the stored page of that slug below `parent`, or store the one given, live."""
    stored = type(page).objects.child_of(parent).filter(slug=page.slug).first()
    if stored is not None:
        return stored
    page.locale = parent.locale
    if not isinstance(page, ClusterPage):  # its key is that of its cluster
        page.translation_key = uuid.uuid5(_NAMESPACE, page.slug)
    page.live = True
    page.first_published_at = page.last_published_at = page.latest_revision_created_at = at
    page.draft_title = page.title
    return parent.add_child(instance=page)
