"""The resource person writes and hands in; a reviewer answers; nothing typed is lost (L6, L7)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from learning_cluster.actions.deliverables import ask_partners, hand_in
from learning_cluster.actions.documents import begin_for, write
from learning_cluster.enums import TemplateKind
from learning_cluster.forms.documents import LONGEST
from learning_cluster.models import Consultation, Deliverable, Document, DocumentVersion
from tests.factories.learning_cluster import (
    AT,
    DeliverableFactory,
    DocumentFactory,
    EventFactory,
    HelperFactory,
    PhaseFactory,
)
from tests.learning_cluster.documents.scene import (
    ANA,
    fresh,
    path,
    scene,
    signed,
    whole_texts,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 prilog"


def typed(texts, *, based_on=0, **more):
    return {
        "based_on": based_on,
        **{f"section_{slug}": text for slug, text in texts.items()},
        **more,
    }


@pytest.mark.req("L6", "L7")
def test_deliverable_is_begun_written_and_handed_in(client):
    of = scene()
    signed(client, of.guide)

    client.post(path("deliverable_begin", of, of.one.pk))
    document = Document.objects.get()
    form = client.get(path("document_edit", of, document.uid))
    texts = whole_texts(of.one.template)
    saved = client.post(path("document_edit", of, document.uid), typed(texts, note="Прва"))
    handed = client.post(path("document_submit", of, document.uid))

    assert [one.label for one in form.context["form"].visible_fields()]
    assert saved["Location"] == handed["Location"] == path("document", of, document.uid)
    assert (document.newest.texts, document.newest.author) == (texts, of.guide)
    assert fresh(of.one).state == "submitted"


def test_document_that_is_not_whole_says_what_is_missing(client):
    of = scene()
    document = begin_for(of.one, by=ANA, at=AT)

    response = signed(client, of.guide).post(path("document_submit", of, document.uid))

    assert response.status_code == 409
    assert len(response.context["missing"]) == 3
    assert response.context["missing"][0].name in response.context["error"].message


def test_two_who_write_lose_nothing(client):
    of = scene()
    other = HelperFactory(cluster=of.cluster, name="Друга Особа")
    document = begin_for(of.one, by=ANA, at=AT)
    named = {"note": "", "author": other, "based_on": 0, "at": AT}
    write(document, texts={"aims": "Њихово", "event": "Исто"}, **named)
    edit = path("document_edit", of, document.uid)
    mine = {"aims": "Моје", "event": "Исто"}

    refused = signed(client, of.guide).post(edit, typed(mine))
    page = refused.content.decode()
    again = client.post(edit, typed(mine, based_on=refused.context["form"]["based_on"].value()))

    assert (refused.status_code, again.status_code) == (409, 302)
    assert ("Моје" in page, "Њихово" in page, "Друга Особа" in page) == (True, True, True)
    assert [row.section.slug for row in refused.context["theirs"]] == ["aims"]
    assert document.newest.texts == mine


@pytest.mark.parametrize(
    "bad",
    [
        {"section_aims": "a" * (LONGEST + 1)},
        {"section_aims": "a\x00b"},
        {"note": "a" * 301},
        {"based_on": "x"},
        {"based_on": "-1"},
        {"based_on": ""},
    ],
)
def test_bad_input_is_told_and_not_saved(client, bad):
    of = scene()
    document = begin_for(of.one, by=ANA, at=AT)

    response = signed(client, of.guide).post(
        path("document_edit", of, document.uid), typed({"event": "Остаје"}) | bad
    )

    assert response.status_code == 200
    assert response.context["form"].errors
    assert "Остаје" in response.content.decode()
    assert not DocumentVersion.objects.exists()


@pytest.mark.req("L8")
def test_event_report_is_drafted_by_one_click(client):
    of = scene()
    event = EventFactory(cluster=of.cluster, town="Бања Лука")
    signed(client, of.guide)
    choices = client.get(path("documents", of)).context["choices"]

    client.post(path("document_begin", of), {"what": f"event_report-{event.pk}"})
    left = client.get(path("documents", of)).context["choices"]

    document = Document.objects.get(template=TemplateKind.EVENT_REPORT)
    assert "Бања Лука" in document.newest.texts["facts"]
    assert {one.code for one in choices} - {one.code for one in left} == {
        f"event_report-{event.pk}"
    }


@pytest.mark.parametrize("what", ["", "event_report-999", "concept-1", "\x00"])
def test_document_that_is_not_on_offer_is_not_begun(client, what):
    of = scene()
    other = EventFactory()

    for one in (what, f"agenda-{other.pk}"):
        response = signed(client, of.guide).post(path("document_begin", of), {"what": one})

        assert response.status_code == 409
    assert not Document.objects.exists()


def test_draft_with_nothing_on_record_leads_to_the_document_all_the_same(client):
    of = scene()
    event = EventFactory(cluster=of.cluster)
    event.period = None

    response = signed(client, of.guide).post(
        path("document_begin", of), {"what": f"phase-{of.one.phase.pk}"}
    )

    assert response.status_code == 302


@pytest.mark.req("L6")
def test_file_is_added_and_handed_over_as_a_download(client):
    of = scene(template="")
    signed(client, of.guide)
    file = SimpleUploadedFile("Ana Primjer.PDF", PDF)

    added = client.post(
        path("deliverable_file_add", of, of.one.pk), {"title": "Прилог", "file": file}
    )
    opened = client.get(path("deliverable_file", of, of.one.pk, 1))

    assert added.status_code == 302
    assert b"".join(opened.streaming_content) == PDF
    assert opened["Content-Disposition"] == 'attachment; filename="prilog.pdf"'
    assert opened["Content-Type"] == "application/octet-stream"
    assert "Primjer" not in of.one.files.get().file.name


@pytest.mark.parametrize(
    "bad",
    [
        {"title": "A"},
        {"title": "A", "file": ("a.exe", b"MZ")},
        {"title": "A", "file": ("a.pdf", b"no pdf")},
        {"title": "A", "file": ("a.docx", PDF)},
        {"title": "", "file": ("a.pdf", PDF)},
    ],
)
def test_bad_file_is_told_and_not_kept(client, bad):
    of = scene(template="")
    if "file" in bad:
        bad = bad | {"file": SimpleUploadedFile(*bad["file"])}

    response = signed(client, of.guide).post(path("deliverable_file_add", of, of.one.pk), bad)

    assert response.status_code == 200
    assert response.context["file"].errors
    assert not of.one.files.exists()


@pytest.mark.req("L6")
def test_reviewer_answers_for_the_partner(client):
    of = scene(partners=["NALAS"])
    document = begin_for(of.one, by=ANA, at=AT)
    named = {"note": "", "author": of.guide, "based_on": 0, "at": AT}
    write(document, texts=whole_texts(of.one.template), **named)
    hand_in(of.one, by=ANA, at=AT)
    ask_partners(of.one, until=AT.date(), reviewers={"NALAS": of.reviewer}, by=ANA, at=AT)
    signed(client, of.reviewer)
    answer = path("deliverable_answer", of, of.one.pk)

    silent = client.post(answer, {"agrees": "no", "comment": " "})
    unknown = client.post(answer, {"agrees": "maybe"})
    taken = client.post(answer, {"agrees": "no", "comment": "Додајте паузу."})

    row = Consultation.objects.get()
    assert (silent.status_code, unknown.status_code, taken.status_code) == (200, 200, 302)
    assert list(silent.context["opinion"].errors) == ["comment"]
    assert (row.agrees, row.comment, row.answered_at) == (False, "Додајте паузу.", AT)
    assert "Додајте паузу." in client.get(path("deliverable", of, of.one.pk)).content.decode()


@pytest.mark.req("M2")
def test_reader_of_latin_gets_what_was_written_in_cyrillic_in_latin(client):
    of = scene()
    document = DocumentFactory(cluster=of.cluster, template=TemplateKind.AGENDA)
    texts = {"aims": "Циљ је:\n- љуљашка"}
    document.versions.create(number=1, texts=texts, author_name="Ана", saved_at=AT)
    signed(client, of.guide)

    with translation.override("sr-latn"):
        latin = client.get(path("document", of, document.uid)).content.decode()
    with translation.override("sr"):
        cyrillic = client.get(path("document", of, document.uid)).content.decode()

    assert "<li>ljuljaška</li>" in latin
    assert "<li>љуљашка</li>" in cyrillic
    assert "Циљеви" in cyrillic
    assert "Ciljevi" in latin


def test_older_version_is_read_as_it_was(client):
    of = scene()
    document = begin_for(of.one, by=ANA, at=AT)
    for number, text in enumerate(("Прво", "Друго")):
        named = {"note": "", "author": of.guide, "based_on": number, "at": AT}
        write(document, texts={"aims": text}, **named)

    response = signed(client, of.guide).get(path("document_version", of, document.uid, 1))

    page = response.content.decode()
    assert ("Прво" in page, "Друго" in page) == (True, False)
    assert response.context["may_write"] is False


def test_lists_cost_the_same_for_one_row_and_for_thirty(client):
    of = scene()
    signed(client, of.guide)
    counts = []
    for _round in range(2):
        seen = []
        for name in ("deliverables", "documents"):
            client.get(path(name, of))  # caches of the page's frame
            with CaptureQueriesContext(connection) as captured:
                client.get(path(name, of))
            seen.append(len(captured))
        counts.append(seen)
        for _number in range(29):
            phase = PhaseFactory(cluster=of.cluster)
            DeliverableFactory(phase=phase, document=DocumentFactory(cluster=of.cluster))

    assert counts[0] == counts[1]
    assert Deliverable.objects.count() > 30
