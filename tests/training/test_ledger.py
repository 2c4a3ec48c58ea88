"""Sums of a contract: figures that add up, and the three ways it ends (T9, T10)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.ledger import Account, Effort, End, Figure, Hours, Ledger, Sum, end_of, hours_figure
from training.money import vat_in, with_vat

runs = st.integers(0, 60)


@pytest.mark.req("T9")
@given(runs, runs, runs, runs)
def test_figure_always_adds_up(planned, scheduled, held, cancelled):
    figure = Figure(planned, scheduled, held, cancelled)

    assert figure.planned + figure.over == figure.scheduled + figure.held + figure.remaining


@pytest.mark.req("T9")
def test_thirteenth_run_of_twelve_is_over_the_forecast():
    figure = Figure(planned=12, scheduled=1, held=12, cancelled=3)

    assert (figure.remaining, figure.over) == (0, 1)


@pytest.mark.req("T10")
@pytest.mark.parametrize(
    ("spent", "on", "programme_ends_on", "end"),
    [
        ("0.00", date(2026, 6, 30), None, None),
        ("0.00", date(2026, 7, 1), None, End.DATE),
        ("0.00", date(2026, 3, 1), date(2026, 2, 28), End.PROGRAMME),
        ("29000.00", date(2026, 3, 1), None, End.FUNDS),
        ("28493.50", date(2026, 3, 1), None, None),
    ],
)
def test_contract_ends_at_the_first_of_three(spent, on, programme_ends_on, end):
    ledger = Ledger(Decimal("29493.50"), held=Decimal(spent), scheduled=Decimal(0))

    found = end_of(
        ledger,
        ends_on=date(2026, 6, 30),
        programme_ends_on=programme_ends_on,
        cheapest=Decimal("1000.00"),
        on=on,
    )

    assert found == end


@pytest.mark.req("T10")
def test_vat_is_added_and_told_apart_to_the_cent():
    gross = with_vat(Decimal("833.61"), Decimal("22.00"))

    assert gross == Decimal("1017.00")
    assert vat_in(gross, Decimal("22.00")) == Decimal("183.39")


@pytest.mark.req("T9")
def test_hours_of_the_specification_are_181_and_277():
    lines = [
        (Figure(planned=17, scheduled=2, held=3, cancelled=1), Effort(hours=5)),
        (Figure(planned=12, scheduled=1, held=12, cancelled=0), Effort(hours=8, trainers=2)),
    ]

    found = hours_figure(lines)

    assert found.planned == Hours(pedagogical=181, trainer=277)
    assert found.held == Hours(pedagogical=111, trainer=207)
    assert found.over == Hours(pedagogical=8, trainer=16)
    assert found.planned + found.over == found.scheduled + found.held + found.remaining


cents = st.decimals("0.01", "99999.99", places=2)
rates = st.sampled_from([Decimal("0.00"), Decimal("9.50"), Decimal("22.00"), Decimal("25.00")])


@pytest.mark.req("T10")
@given(cents, st.lists(st.tuples(cents, rates), max_size=8), rates)
def test_account_adds_up_in_every_column(ceiling, runs, rate):
    sums = [Sum(price, vat_in(price, own)) for price, own in runs]
    held, scheduled = sum(sums[::2], Sum()), sum(sums[1::2], Sum())

    account = Account(Sum(ceiling, vat_in(ceiling, rate)), held, scheduled)

    for part in (account.ceiling, account.held, account.scheduled, account.remaining):
        assert part.net + part.vat == part.gross
    assert account.held + account.scheduled + account.remaining == account.ceiling
    assert account.ledger.remaining == account.remaining.gross


@pytest.mark.req("T10")
@given(cents, rates)
def test_vat_of_a_price_with_vat_is_what_was_added(net, rate):
    gross = with_vat(net, rate)

    assert gross - vat_in(gross, rate) == net
