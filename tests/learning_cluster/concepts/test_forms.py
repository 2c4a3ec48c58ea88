"""What is typed is kept: bad input, two at once, replaced versions (L11, L14)."""

from decimal import Decimal

import pytest

from learning_cluster.enums import ConceptStage
from learning_cluster.models import (
    ActionPlanItem,
    Concept,
    Feedback,
    Implementation,
    MappingFinding,
)
from tests.factories.learning_cluster import AT
from tests.factories.learning_concepts import FeedbackFactory, VersionFactory
from tests.learning_cluster.concepts.scene import FIRST, inside, path, scene, signed

pytestmark = [pytest.mark.django_db, pytest.mark.req("L11")]
RECORD = {"seen": 0, "service": "Центар", "state": "prepared", "progress": "10"}


def typed(texts, *, based_on=1, note=""):
    return {f"text_{slug}": text for slug, text in texts.items()} | {
        "based_on": based_on,
        "note": note,
    }


def test_edit_shows_the_current_texts_as_they_were_written(client):
    of = scene()

    page = signed(client, of.ana).get(path("concept_edit", of, language="sr-latn"))

    form = page.context["form"]
    assert form["text_usluga"].value() == "Дневни центар."  # never saved back in Latin
    assert form["text_usluga"].label == "Usluga"
    assert form["based_on"].value() == 1


def test_edit_saves_the_next_version(client):
    of = scene()
    VersionFactory(author=of.ana, texts=FIRST | {"nekada": "Стари текст."})
    signed(client, of.ana)

    answer = client.post(path("concept_edit", of), typed({"usluga": "Ново"}, based_on=2))

    assert answer["Location"] == path("concept", of)
    texts = of.concept.document.versions.first().texts
    assert (texts["usluga"], texts["potrebe"], texts["nekada"]) == ("Ново", "", "Стари текст.")


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"usluga": "x" * 10_001}, "text_usluga"),
        ({"usluga": "\0"}, "text_usluga"),
        ({}, "__all__"),
        ({"usluga": " "}, "__all__"),
    ],
)
def test_edit_names_the_field_and_keeps_what_was_typed(client, texts, field):
    of = scene()

    page = signed(client, of.ana).post(path("concept_edit", of), typed(texts, note="Белешка"))

    assert list(page.context["form"].errors) == [field]
    assert page.context["form"]["note"].value() == "Белешка"
    assert of.concept.document.versions.count() == 1


@pytest.mark.parametrize("based_on", ["", "x", "-1", "99999999999999999999"])
def test_edit_with_a_forged_number_is_no_error_of_ours(client, based_on):
    of = scene()

    page = signed(client, of.ana).post(
        path("concept_edit", of), typed({"usluga": "Ново"}, based_on=based_on)
    )

    assert page.context["form"].errors["based_on"]


def test_edit_after_another_saved_shows_both_texts_and_then_saves(client):
    of = scene()
    VersionFactory(author=of.bojan, texts=FIRST | {"usluga": "Мобилни тим.", "rizici": "Снијег."})
    signed(client, of.ana)
    mine = FIRST | {"usluga": "Дневни боравак.", "rizici": ""}

    page = client.post(path("concept_edit", of), typed(mine, note="Моје"))

    form = page.context["form"]
    fields = {one.field.name: one for one in page.context["fields"]}
    assert (page.status_code, page.context["error"].code) == (409, "changed_meanwhile")
    assert form["text_usluga"].value() == "Дневни боравак."
    assert (fields["text_usluga"].is_conflict, fields["text_usluga"].theirs) == (
        True,
        "Мобилни тим.",
    )
    assert (fields["text_rizici"].is_taken, form["text_rizici"].value()) == (True, "Снијег.")
    assert (form["based_on"].value(), form["note"].value()) == (2, "Моје")
    assert "Мобилни тим." in page.content.decode()

    again = {name: form[name].value() for name in form.fields}
    assert client.post(path("concept_edit", of), again).status_code == 302
    texts = of.concept.document.versions.first().texts
    assert (texts["usluga"], texts["rizici"]) == ("Дневни боравак.", "Снијег.")


def test_edit_of_a_final_concept_is_refused_with_everything_typed(client):
    of = scene()
    Concept.objects.update(stage=ConceptStage.FINAL)

    page = signed(client, of.ana).post(path("concept_edit", of), typed({"usluga": "Ново"}))

    assert (page.status_code, page.context["error"].code) == (409, "final")
    assert page.context["form"]["text_usluga"].value() == "Ново"


def test_feedback_is_given_to_the_version_the_page_showed(client):
    of = scene()
    signed(client, of.guide)
    form = client.get(path("concept", of)).context["form"]

    answer = client.post(
        path("concept_feedback", of),
        {"number": form["number"].value(), "section": "usluga", "text": "Ко води центар?"},
    )

    row = Feedback.objects.get()
    assert answer["Location"] == path("concept", of)
    assert (row.version, row.author, row.author_name) == (of.first, of.guide, "guide")


def test_feedback_to_a_replaced_version_keeps_the_text_and_names_the_new_one(client):
    of = scene()
    VersionFactory(author=of.ana, texts=FIRST)

    page = signed(client, of.guide).post(
        path("concept_feedback", of), {"number": 1, "section": "usluga", "text": "Ко води?"}
    )

    form = page.context["form"]
    assert (page.status_code, page.context["error"].code) == (409, "replaced_version")
    assert [form[name].value() for name in ("number", "section", "text")] == [
        "2",
        "usluga",
        "Ко води?",
    ]
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "x" * 4001}, "text"),
        ({"section": "nema"}, "section"),
        ({"number": "x"}, "number"),
        ({"number": "99999999999"}, "number"),
    ],
)
def test_bad_feedback_is_named_and_kept(client, sent, field):
    of = scene()
    whole = {"number": 1, "section": "", "text": "Добро."}

    page = signed(client, of.guide).post(path("concept_feedback", of), whole | sent)

    assert list(page.context["form"].errors) == [field]
    assert page.context["form"]["text"].value() == (whole | sent)["text"]
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("stage", [ConceptStage.FINAL])
def test_feedback_form_is_not_there_where_none_is_taken(client, stage):
    of = scene()
    Concept.objects.update(stage=stage)

    for member in (of.guide, of.ana, of.reviewer):
        assert "form" not in signed(client, member).get(path("concept", of)).context


def test_reply_another_has_written_is_shown_beside_ones_own(client):
    of = scene()
    row = FeedbackFactory(version=of.first, author=of.guide, reply="Допуњено.", reply_number=1)
    signed(client, of.ana)

    page = client.post(path("concept_reply", of, row.pk), {"seen": 0, "text": "Није потребно."})

    form = page.context["form"]
    assert page.status_code == 409
    assert page.context["theirs"][0][1] == "Допуњено."
    assert (form["text"].value(), form["seen"].value()) == ("Није потребно.", 1)


LINE = {"seen": 0, "action": "Опремити", "who": "", "starts_on": "", "ends_on": "", "cost": ""}


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"action": ""}, "action"),
        ({"action": "x" * 301}, "action"),
        ({"starts_on": "сутра"}, "starts_on"),
        ({"starts_on": "2027-02-01", "ends_on": "2027-01-01"}, "ends_on"),
        ({"cost": "-1"}, "cost"),
        ({"cost": "пуно"}, "cost"),
        ({"cost": "1" * 20}, "cost"),
        ({"seen": "x"}, "seen"),
    ],
)
def test_bad_line_is_named_and_kept(client, sent, field):
    of = scene()

    page = signed(client, of.ana).post(path("action_add", of), LINE | sent)

    assert list(page.context["form"].errors) == [field]
    assert page.context["form"][field].value() == sent[field]
    assert not ActionPlanItem.objects.exists()


def test_line_is_added_changed_and_removed(client):
    of = scene()
    signed(client, of.ana)

    client.post(path("action_add", of), LINE | {"cost": "12.500,50", "starts_on": "1. 12. 2026"})
    line = of.concept.actions.get()
    kept = (line.cost, line.starts_on.isoformat())
    client.post(path("action", of, line.pk), LINE | {"seen": 1, "who": "Центар"})
    line.refresh_from_db()
    stale = client.post(path("action", of, line.pk), LINE | {"seen": 1, "who": "Савез"})
    client.post(path("action_remove", of, line.pk), {"seen": "x"})
    left = of.concept.actions.count()
    client.post(path("action_remove", of, line.pk), {"seen": 2})

    assert kept == (Decimal("12500.50"), "2026-12-01")
    assert (line.who, line.cost) == ("Центар", None)
    assert stale.status_code == 409
    assert [text for _label, text in stale.context["theirs"]] == ["Центар"]
    assert stale.context["form"]["who"].value() == "Савез"
    assert (left, of.concept.actions.count()) == (1, 0)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"plan_entered_on": "2026-11-21", "plan_title": "Стратегија"}, "plan_entered_on"),
        ({"plan_entered_on": "2026-11-20"}, "plan_title"),
        ({"decided_on": "2026-11-20"}, "decision_number"),
        ({"decided_on": "32. 1. 2026"}, "decided_on"),
        ({"plan_title": "x" * 301}, "plan_title"),
    ],
)
def test_bad_decision_is_named_and_kept(client, sent, field):
    of = scene()

    page = signed(client, of.ana).post(path("concept_decision", of), {"seen": 1} | sent)

    assert list(page.context["form"].errors) == [field]
    assert of.fresh().version == 1


def test_decision_of_today_is_kept_and_a_colleagues_shown_beside_ones_own(client):
    of = scene()
    signed(client, of.ana)
    first = {"seen": 1, "decision_number": "01-1/26", "decided_on": AT.date().isoformat()}

    saved = client.post(path("concept_decision", of), first)
    stale = client.post(path("concept_decision", of), {"seen": 1, "decision_number": "02"})

    assert saved.status_code == 302
    assert stale.status_code == 409
    assert [text for _label, text in stale.context["theirs"]] == ["01-1/26", "20. 11. 2026"]
    assert stale.context["form"]["decision_number"].value() == "02"


def test_findings_are_added_cited_and_corrected(client):
    of = scene()
    signed(client, of.ana)
    found = {"seen": 0, "text": "42 дјеце", "source": "Мапирање", "found_on": ""}

    bad = client.post(path("finding_add", of), found | {"source": ""})
    client.post(path("finding_add", of), found)
    row = MappingFinding.objects.get()
    cited = of.concept.findings.count()
    client.post(path("concept_findings", of), {"listed": [row.pk]})
    foreign = client.post(path("concept_findings", of), {"listed": [row.pk], "cited": [0]})
    client.post(path("finding", of, row.pk), found | {"seen": 1, "text": "43 дјеце"})
    stale = client.post(path("finding", of, row.pk), found | {"seen": 1, "text": "44 дјеце"})

    assert list(bad.context["form"].errors) == ["source"]
    assert bad.context["form"]["text"].value() == "42 дјеце"
    assert (cited, of.concept.findings.count()) == (1, 0)
    assert list(foreign.context["citing"].errors) == ["cited"]
    assert (stale.status_code, stale.context["theirs"][0][1]) == (409, "43 дјеце")


def test_steps_refused_are_told_on_the_page(client):
    of = scene()
    signed(client, of.ana)

    pages = [client.post(path(f"concept_{name}", of)) for name in ("consult", "conclude")]

    assert [(page.status_code, page.context["error"].code) for page in pages] == [
        (409, "not_reviewed"),
        (409, "no_such_step"),
    ]


def test_peers_are_let_in_by_a_button_and_by_nothing_else(client):
    of = scene()
    signed(client, of.ana)

    codes = [
        client.post(path("concept_peers", of), {"is_open": sent}).status_code
        for sent in ("1", "maybe", "")
    ]

    assert codes == [302, 400, 400]
    assert of.fresh().is_open_to_peers is True


@pytest.mark.req("L14")
@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"service": ""}, "service"),
        ({"state": "lost"}, "state"),
        ({"progress": "101"}, "progress"),
        ({"progress": "-1"}, "progress"),
        ({"progress": "пола"}, "progress"),
        ({"state": "running"}, "starts_on"),
        ({"state": "started", "starts_on": "2026-11-21"}, "starts_on"),
        ({"state": "started", "starts_on": "x"}, "starts_on"),
        ({"users": "-1"}, "users"),
        ({"users": "9" * 12}, "users"),
        ({"done": "x" * 4001}, "done"),
    ],
)
def test_bad_record_is_named_and_kept(client, sent, field):
    of = scene()

    page = signed(client, of.ana).post(inside("implementation_begin", of), RECORD | sent)

    assert list(page.context["form"].errors) == [field]
    assert page.context["form"]["service"].value() == (RECORD | sent)["service"]
    assert not Implementation.objects.exists()


@pytest.mark.req("L14")
def test_record_is_begun_changed_and_shown_with_its_progress_in_words(client):
    of = scene()
    signed(client, of.ana)

    client.post(inside("implementation_begin", of), RECORD)
    row = Implementation.objects.get()
    again = client.post(inside("implementation_begin", of), RECORD | {"progress": "20"})
    more = {"seen": 1, "state": "running", "starts_on": "2. 11. 2026", "progress": "60"}
    client.post(inside("implementation_record", of, row.pk), RECORD | more)
    stale = client.post(inside("implementation_record", of, row.pk), RECORD | {"seen": 1})
    page = signed(client, of.reviewer).get(inside("implementation", of, language="en"))

    text = " ".join(page.content.decode().split())
    assert (again.status_code, again.context["error"].code) == (409, "known_service")
    assert (stale.status_code, stale.context["error"].code) == (409, "changed_meanwhile")
    assert len(stale.context["theirs"]) == 3
    assert "Progress: 60 %" in text
    assert '<progress class="okence-progress__bar" max="100" value="60"' in text
    assert "Change the record" not in text
