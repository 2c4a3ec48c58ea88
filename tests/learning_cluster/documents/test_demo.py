"""The demonstration's documents stand where their days have come, and nobody is mailed."""

from datetime import timedelta

import pytest
import yaml

from learning_cluster.demo_documents import FILE, load_documents
from learning_cluster.enums import TemplateKind
from learning_cluster.models import TemplateSection
from learning_cluster.sections import missing_sections
from messaging.models import Message
from tests.factories.learning_cluster import AT, DeliverableFactory
from tests.learning_cluster.documents.scene import fresh, scene

pytestmark = pytest.mark.django_db


def due(of, days, template="", **facts):
    day = AT.date() + timedelta(days=days)
    return DeliverableFactory(phase=of.one.phase, due=day, template=template, **facts)


def test_documents_are_loaded_once_and_stand_where_their_days_have_come():
    of = scene(due=AT.date() + timedelta(days=3))
    of.reviewer.organisation = "NALAS"
    old = due(of, -30, TemplateKind.EVENT_DESIGN, partners=["NALAS", "GIZ"])
    lately = due(of, -5, TemplateKind.SESSION_REPORT, partners=["NALAS", "GIZ"])
    files, late = due(of, -20), due(of, -2, TemplateKind.EVENT_REPORT)

    counts, again = load_documents(at=AT), load_documents(at=AT)

    states = [fresh(one).state for one in (old, lately, files, late, of.one)]
    assert states == ["approved", "consulted", "approved", "open", "open"]
    assert counts == {"documents": 3, "files": 1, "opinions": 4}
    assert set(again.values()) == {0}
    assert missing_sections(fresh(old).document) == []
    assert fresh(lately).document.state == "consulted"
    assert fresh(of.one).document.state == "draft"
    assert lately.consultations.filter(answered_at=None).count() == 1
    assert not Message.objects.exists()


def test_texts_name_sections_of_their_templates_and_leave_no_required_one_empty():
    texts = yaml.safe_load(FILE.read_text(encoding="utf-8"))

    for template, sections in texts.items():
        rows = TemplateSection.objects.filter(template=template)
        required = set(rows.filter(is_required=True).values_list("slug", flat=True))
        assert set(sections) == required
