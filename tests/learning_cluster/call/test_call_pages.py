"""What everybody reads about a call, in every language (L12, M2, M3)."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from learning_cluster.models import Call
from tests.factories.learning_cluster import CallFactory
from tests.learning_cluster.call.acts import SECOND, address, close, open_call

pytestmark = [pytest.mark.django_db, pytest.mark.req("L12")]
LANGUAGES = ["sl", "sr", "sr-latn", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_tells_sum_deadline_zone_and_time_left(client, language):
    deadline = datetime(2040, 4, 2, 21, 59, tzinfo=UTC)  # 23.59 in Sarajevo
    call = open_call(deadline=deadline)

    page = client.get(address("cluster_call", call.slug, language=language))

    text = page.content.decode()
    ceiling = "6,131.52" if language == "en" else "6.131,52"
    hour = "23:59" if language == "en" else "23.59"
    assert (ceiling in text, hour in text, "Europe/Sarajevo" in text) == (True, True, True)
    assert page.context["left"].days > 365
    assert address("call_apply", call.slug, language=language) in text


def test_page_says_when_it_is_over(client):
    call = close(open_call(), SECOND)

    page = client.get(address("cluster_call", call.slug))

    assert page.context["is_open"] is False
    assert address("call_apply", call.slug) not in page.content.decode()


def test_words_of_a_serbian_call_are_read_in_the_readers_script(client):
    call = open_call(name_sr="Позив за ресурсно лице")

    latin = client.get(address("cluster_call", call.slug, language="sr-latn")).content.decode()
    cyrillic = client.get(address("cluster_call", call.slug)).content.decode()

    assert ("Poziv za resursno lice" in latin, "Искуство" in latin) == (True, False)
    assert "Позив за ресурсно лице" in cyrillic


def test_list_holds_published_calls_open_ones_first(client):
    open_one, past = open_call(), close(open_call())
    open_call(published_at=None)
    open_call(published_at=timezone.now() + timedelta(days=1))

    page = client.get(address("cluster_calls"))

    assert page.context["open_calls"] == [open_one]
    assert [call for call, _state in page.context["past_calls"]] == [past]


def test_list_asks_the_same_with_one_and_thirty_calls(client):
    open_call()
    path = address("cluster_calls")
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    CallFactory.create_batch(29)

    with CaptureQueriesContext(connection) as thirty:
        client.get(path)

    assert len(thirty) == len(one)


def test_ceiling_is_that_of_the_call(client):
    call = open_call(ceiling=Decimal("1000"))

    page = client.get(address("cluster_call", call.slug))

    assert page.context["ceiling"] == "1.000,00\u00a0КМ"
    assert Call.objects.get().ceiling == 1000
