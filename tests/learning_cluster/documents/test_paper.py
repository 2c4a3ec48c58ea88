"""Documents to take away: Word and PDF in the template's shape and the reader's script (L7)."""

from io import BytesIO

import pytest
from django.utils import translation
from docx import Document as read_docx
from pypdf import PdfReader

from learning_cluster.document_paper import as_page, paper_of
from learning_cluster.enums import TemplateKind
from learning_cluster.models import ActionPlanItem, Concept, Footnote, MappingFinding
from printing.pdf import is_available
from printing.word import docx
from privacy.models import AuditEntry
from tests.factories.learning_cluster import AT, DocumentFactory, EventFactory
from tests.learning_cluster.documents.scene import path, scene, signed

pytestmark = [pytest.mark.django_db, pytest.mark.req("L7", "M2")]


def agenda(of, **texts):
    event = EventFactory(cluster=of.cluster)
    document = DocumentFactory(cluster=of.cluster, template=TemplateKind.AGENDA, event=event)
    document.versions.create(
        number=1, texts={"aims": "Циљ:\n- љуљашка"} | texts, author_name="Ана", saved_at=AT
    )
    return document


def headings_of(made) -> list[str]:
    return [one.text for one in made.paragraphs if one.style.name.startswith("Heading")]


@pytest.mark.parametrize(
    ("language", "tag", "heading", "point"),
    [
        ("sr", "sr-Cyrl", "2. Циљеви", "љуљашка"),
        ("sr-latn", "sr-Latn", "2. Ciljevi", "ljuljaška"),
        ("sl", "sl", "2. Cilji", "ljuljaška"),
        ("en", "en", "2. Aims", "ljuljaška"),
    ],
)
def test_word_document_has_the_shape_of_the_template(client, language, tag, heading, point):
    of = scene()
    document = agenda(of)
    with translation.override(language):
        address = path("document_docx", of, document.uid, 1)

    response = signed(client, of.guide).get(address)

    made = read_docx(BytesIO(response.content))
    assert headings_of(made)[1] == heading
    assert len(headings_of(made)) == 4
    assert [p.text for p in made.paragraphs if p.style.name == "List Bullet"] == [point]
    assert made.core_properties.language == tag
    assert response["Content-Disposition"].endswith('-1.docx"')
    assert AuditEntry.objects.filter(verb="exported").count() == 1


@pytest.mark.skipif(not is_available(), reason="this machine has no pango")
@pytest.mark.parametrize(("language", "word"), [("sr", "Циљеви"), ("sr-latn", "Ciljevi")])
def test_pdf_is_tagged_and_in_the_reader_s_script(client, language, word):
    of = scene()
    document = agenda(of)
    with translation.override(language):
        address = path("document_pdf", of, document.uid, 1)

    response = signed(client, of.guide).get(address)

    reader = PdfReader(BytesIO(response.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert word in reader.pages[0].extract_text()


def test_what_people_typed_is_text_in_both():
    of = scene()
    document = agenda(of, event="<b>&\x01\x1b\ufffe {DATE}", programme="=1+1")

    paper = paper_of(document, document.newest)
    made = read_docx(BytesIO(docx(paper, at=AT)))

    assert "<b>& {DATE}" in [one.text for one in made.paragraphs]
    assert "<b>" not in as_page(paper)


@pytest.mark.req("L11")
def test_concept_takes_its_findings_and_action_plan_along():
    of = scene()
    document = DocumentFactory(
        cluster=of.cluster, template=TemplateKind.CONCEPT, membership=of.member.membership
    )
    version = document.versions.create(number=1, texts={}, saved_at=AT)
    concept = Concept.objects.create(membership=of.member.membership, document=document)
    ActionPlanItem.objects.create(concept=concept, action="Уредити простор", cost="1200.50")
    finding = MappingFinding.objects.create(
        membership=of.member.membership, text="Дјеца чекају.", source="Мапирање"
    )
    finding.concepts.add(concept)

    paper = paper_of(document, version)

    tables = [list(table.rows) for part in paper.parts for table in part.tables]
    assert tables == [
        [["Дјеца чекају.", "Мапирање"]],
        [["Уредити простор", "", "", "1200,50"]],
    ]


@pytest.mark.req("L1")
@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("sr", "на Косову", "на Косову*"),
        ("sr-latn", "на Косову* и дјеци", "na Kosovu* i djeci"),
        ("sr", "КОСОВО", "КОСОВО*"),
        ("en", "Kosovo", "Kosovo*"),
    ],
)
def test_name_on_paper_has_its_sign_and_the_note_stands_below(language, text, said):
    of = scene()
    document = agenda(of, aims=text)

    with translation.override(language):
        paper = paper_of(document, document.newest)
        note = Footnote.objects.get().text

    assert paper.parts[1].blocks[0].lines == [said]
    assert paper.foot == [f"* {note}"]


@pytest.mark.req("L1")
def test_name_in_a_table_of_a_concept_is_signed_too():
    of = scene()
    membership = of.member.membership
    document = DocumentFactory(
        cluster=of.cluster, template=TemplateKind.CONCEPT, membership=membership
    )
    concept = Concept.objects.create(membership=membership, document=document)
    ActionPlanItem.objects.create(concept=concept, action="Посјета Косову")

    paper = paper_of(document, document.versions.create(number=1, texts={}, saved_at=AT))

    assert [row[0] for part in paper.parts for one in part.tables for row in one.rows] == [
        "Посјета Косову*"
    ]
    assert len(paper.foot) == 1


@pytest.mark.req("L1")
def test_paper_that_names_another_place_has_no_note():
    of = scene()
    document = agenda(of, aims="Косовска улица, Крушево")

    assert paper_of(document, document.newest).foot == []
