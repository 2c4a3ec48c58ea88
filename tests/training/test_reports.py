"""What a contract came to within some days: sums that add up, and nobody named (T9, T15)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from printing.pdf import pdf
from tests.factories.training import (
    AT,
    AdvancedFactory,
    BundleFactory,
    ContractFactory,
    EnrolmentFactory,
    ParticipantFactory,
    RunFactory,
    TrainingFactory,
    VariantFactory,
)
from training.enums import EnrolmentState, QuestionKind, RunState
from training.ledger import Hours, Sum
from training.models import Answer, Attendance, Evaluation, Question
from training.reports.part import Part
from training.reports.period import Period, month_of
from training.reports.reading import read
from training.reports.report import report, usual_period, whole_term
from training.reports.writing import as_page, as_workbook, with_sign, written

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
IN_NOVEMBER = datetime(2026, 11, 10, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (NOVEMBER, Period(date(2026, 10, 1), date(2026, 10, 31))),
        (
            Period(date(2026, 1, 1), date(2026, 3, 31)),
            Period(date(2025, 10, 1), date(2025, 12, 31)),
        ),
        (
            Period(date(2026, 1, 1), date(2026, 12, 31)),
            Period(date(2025, 1, 1), date(2025, 12, 31)),
        ),
        (
            Period(date(2026, 11, 2), date(2026, 11, 8)),
            Period(date(2026, 10, 26), date(2026, 11, 1)),
        ),
        (
            Period(date(2026, 11, 1), date(2026, 11, 1)),
            Period(date(2026, 10, 31), date(2026, 10, 31)),
        ),
    ],
)
def test_period_before_is_as_long_and_ends_the_day_before(period, before):
    assert period.before == before


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 800))
def test_period_before_always_touches(first, days):
    period = Period(first, first + timedelta(days=days))

    assert period.before.last == first - timedelta(days=1)
    assert period.before.first <= period.before.last


def test_month_of_a_day():
    assert month_of(date(2028, 2, 10)) == Period(date(2028, 2, 1), date(2028, 2, 29))


def test_parts_add_up_and_averages_are_of_all():
    first = Part(held=1, hours=Hours(5, 5), cost=Sum(Decimal("701.50"), Decimal("126.50")))
    second = Part(held=2, noted=4, present=3, scores=3, points=14)

    found = first + second

    assert (found.held, found.cost.net, found.attendance, found.score) == (
        3,
        Decimal("575.00"),
        75.0,
        4.67,
    )
    assert (first.attendance, first.score) == (None, None)


def stage():
    """Return a contract with runs in November: a basic and an advanced one held, and others."""
    bundle = BundleFactory()
    basic = TrainingFactory(bundle=bundle, code="B", name_sl="Osnovna", name_en="Basic")
    advanced = AdvancedFactory(
        bundle=bundle, code="C", prerequisite=basic, name_sl="Napredna", name_en="Advanced"
    )
    contract = ContractFactory(
        offer__bundle=bundle,
        prices={basic: Decimal("575.00"), advanced: Decimal("1200.00")},
        forecasts={basic: 17, advanced: 12},
    )
    first, second = VariantFactory(training=basic), VariantFactory(training=advanced)
    night = datetime(2026, 11, 30, 22, 0, tzinfo=UTC)  # 23.00 in Ljubljana
    made = {
        "held": RunFactory(
            contract=contract,
            variant=first,
            state=RunState.HELD,
            price=Decimal("701.50"),
            starts=[IN_NOVEMBER],
        ),
        "advanced": RunFactory(
            contract=contract,
            variant=second,
            state=RunState.HELD,
            price=Decimal("1464.00"),
            starts=[datetime(2026, 10, 31, 8, tzinfo=UTC), datetime(2026, 11, 3, 8, tzinfo=UTC)],
        ),
        "open": RunFactory(
            contract=contract, variant=first, price=Decimal("701.50"), starts=[IN_NOVEMBER]
        ),
        "cancelled": RunFactory(
            contract=contract,
            variant=first,
            state=RunState.CANCELLED,
            reason="x",
            starts=[IN_NOVEMBER],
        ),
        "december": RunFactory(
            contract=contract, variant=first, state=RunState.HELD, starts=[night]
        ),
    }
    RunFactory(variant=VariantFactory(training=basic), state=RunState.HELD, starts=[IN_NOVEMBER])
    return contract, basic, advanced, made


def fill(run, advanced_run):
    """Let two people come to the runs, one of them to both; the second run has too few answers."""
    ana, bor = ParticipantFactory(name="Ana Skrivna"), ParticipantFactory(name="Bor Skrivni")
    facts = {"state": EnrolmentState.ATTENDED}
    enrolled = [
        EnrolmentFactory(run=run, participant=ana, **facts),
        EnrolmentFactory(run=run, participant=bor, state=EnrolmentState.ABSENT),
        EnrolmentFactory(run=advanced_run, participant=ana, **facts),
    ]
    EnrolmentFactory(run=run, state=EnrolmentState.WITHDRAWN)
    for one, is_present in zip(enrolled, (True, False, True), strict=True):
        for session in one.run.sessions.all():
            Attendance.objects.create(
                session=session, enrolment=one, is_present=is_present, noted_at=AT
            )
    scale = Question.objects.create(
        kind=QuestionKind.SCALE, text_sl="Kako?", text_sr="Како?", text_en="How?"
    )
    text = Question.objects.create(
        kind=QuestionKind.TEXT, text_sl="Zakaj?", text_sr="Зашто?", text_en="Why?"
    )
    for one, score in ((run, 4), (run, 5), (run, 5), (advanced_run, 1), (advanced_run, 1)):
        filled = Evaluation.objects.create(run=one, submitted_on=date(2026, 11, 11))
        Answer.objects.create(evaluation=filled, question=scale, score=score)
        Answer.objects.create(evaluation=filled, question=text, text="Skrivno mnenje")


@pytest.mark.django_db
@pytest.mark.req("T9", "T15")
def test_period_counts_runs_on_the_day_of_their_last_session():
    contract, basic, advanced, made = stage()
    fill(made["held"], made["advanced"])

    found = read(contract, NOVEMBER)

    assert found.parts == {
        basic: Part(
            held=1,
            scheduled=1,
            cancelled=1,
            hours=Hours(5, 5),
            cost=Sum(Decimal("701.50"), Decimal("126.50")),
            to_come=Sum(Decimal("701.50"), Decimal("126.50")),
            participations=2,
            completed=1,
            noted=2,
            present=1,
            questionnaires=3,
            scores=3,
            points=14,
        ),
        advanced: Part(
            held=1,
            hours=Hours(8, 16),
            cost=Sum(Decimal("1464.00"), Decimal("264.00")),
            participations=1,
            completed=1,
            noted=2,
            present=2,
            questionnaires=2,
        ),
    }
    assert found.people == 2
    assert (found.total.participations, found.total.attendance, found.total.score) == (
        3,
        75.0,
        4.67,
    )


@pytest.mark.django_db
@pytest.mark.req("T9")
def test_all_periods_together_are_the_whole_contract():
    contract, _basic, _advanced, _made = stage()

    months = [read(contract, month_of(date(2026, month, 1))).total for month in (10, 11, 12)]
    whole = read(contract, Period(date(2026, 1, 1), date(2026, 12, 31))).total

    assert months[0] == Part()
    assert months[0] + months[1] + months[2] == whole
    assert whole.held == 3


@pytest.mark.django_db
@pytest.mark.req("T9")
def test_report_tells_figures_changes_tables_and_what_they_mean():
    contract, _basic, _advanced, made = stage()
    fill(made["held"], made["advanced"])
    with translation.override("en"):
        found = report(contract, NOVEMBER)

        values = {line.name: (line.value, line.change) for line in found.headlines}
        assert values["Runs held"] == (2, 2)
        assert values["Cost of the runs held, with VAT"][0] == Decimal("2165.50")
        assert values["Different people"] == (2, 2)
        assert values["Average score (1 to 5)"] == (4.67, None)
        assert found.picture_table.rows[-1][1:] == [29, 1, 3, 1, 25, 0]
        work, cost, people, hours, money = found.tables
    for table in (work, cost, people):
        assert len({len(row) for row in table.rows} | {len(table.headings)}) == 1
    for table in (work, cost):
        for column in range(1, len(table.headings)):
            assert sum(row[column] for row in table.rows[:-1]) == table.rows[-1][column]
    assert hours.rows[0][1] == 181
    assert hours.rows[1][1] == 277
    ceiling, held, scheduled, remaining = (row[1:] for row in money.rows)
    assert [a + b + c for a, b, c in zip(held, scheduled, remaining, strict=True)] == ceiling
    assert found.picture.startswith("<svg")


@pytest.mark.django_db
def test_usual_period_is_this_month_or_the_last_of_a_contract_that_is_over():
    contract = ContractFactory(ends_on=date(2026, 6, 30))

    assert usual_period(contract, date(2026, 3, 5)) == month_of(date(2026, 3, 1))
    assert usual_period(contract, date(2026, 11, 26)) == month_of(date(2026, 6, 1))
    assert whole_term(contract) == Period(date(2026, 2, 3), date(2026, 6, 30))
    contract.signed_at = None
    assert whole_term(contract) is None


@pytest.mark.django_db
def test_whole_term_never_ends_before_it_begins():
    contract = ContractFactory(ends_on=date(2026, 1, 1))

    assert whole_term(contract) is None


@pytest.mark.django_db
@pytest.mark.req("T9", "X4")
def test_no_person_and_no_words_of_theirs_leave_in_an_export():
    contract, _basic, _advanced, made = stage()
    fill(made["held"], made["advanced"])
    with translation.override("sl"):
        found = report(contract, NOVEMBER)
        book = load_workbook(BytesIO(as_workbook(found)))
        paper = PdfReader(BytesIO(pdf(as_page(found, at=AT))))

    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    text = " ".join([*cells, *(page.extract_text() for page in paper.pages)])
    for secret in ("Skriv", "uprava.example", "Demonstracijska uprava"):
        assert secret not in text
    assert contract.number in text


@pytest.mark.django_db
@pytest.mark.req("T9")
def test_workbook_holds_numbers_and_the_paper_is_tagged():
    contract, _basic, _advanced, _made = stage()
    with translation.override("sl"):
        found = report(contract, NOVEMBER)
        book = load_workbook(BytesIO(as_workbook(found)))
        paper = PdfReader(BytesIO(pdf(as_page(found, at=AT))))

    money = book.worksheets[6]
    assert len(book.worksheets) == 8
    assert [cell.value for cell in money[2]][1:] == [24175.0, 5318.5, 29493.5]
    assert paper.trailer["/Root"]["/Lang"] == "sl"
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "29.493,50 EUR" in "".join(page.extract_text() for page in paper.pages)


@pytest.mark.parametrize(
    ("value", "words", "signed"),
    [
        (None, "–", "–"),
        (3, "3", "+3"),
        (-2, "-2", "−2"),
        (0, "0", "0"),
        (4.5, "4,5", "+4,5"),
        (75.0, "75", "+75"),
        (Decimal("-1464.00"), "-1.464,00 EUR", "−1.464,00 EUR"),
    ],
)
def test_values_are_written_as_slovenes_write_them(value, words, signed):
    with translation.override("sl"):
        assert (written(value), with_sign(value)) == (words, signed)
