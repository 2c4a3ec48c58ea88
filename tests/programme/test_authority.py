"""Whose an e-mail address is."""

import pytest

from tests.factories.programme import AuthorityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("P4", "X4")]


@pytest.mark.parametrize(
    "address",
    ["ana.primer@organ-a.example", "Ana_P+vloge@ORGAN-A.example", "d'ana-2@organ-a.example"],
)
def test_authority_owns_an_ordinary_address_at_its_domain(address):
    assert AuthorityFactory().owns(address)


@pytest.mark.parametrize(
    "address",
    [
        "ana@drugje.example",
        "ana@pod.organ-a.example",
        "ana@drugje.example@organ-a.example",
        '"ana@drugje.example"@organ-a.example',
        '"ana primer"@organ-a.example',
        "ana%drugje.example@organ-a.example",
        "drugje.example!ana@organ-a.example",
        "<ana@drugje.example>,b@organ-a.example",
        "ana\n@organ-a.example",
        "@organ-a.example",
        "organ-a.example",
        "šara@organ-a.example",
    ],
)
def test_authority_owns_no_other_address(address):
    assert not AuthorityFactory().owns(address)
