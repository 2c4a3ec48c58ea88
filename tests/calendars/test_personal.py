"""Personal feeds of any app: whose link opens what, its rotation, its part of a page (I1, X4)."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import User
from calendars import personal
from calendars.actions.links import give_link, take_link
from calendars.models import FeedLink
from calendars.personal import PersonalKind, register_personal
from calendars.tokens import token_hash
from calendars.your_calendar import addresses, press, your_calendar
from privacy.audit import SYSTEM
from privacy.models import AuditEntry
from tests.calendars import octets
from tests.calendars.test_feeds import AT, Listed, entry

pytestmark = pytest.mark.django_db
LANGUAGE = "en"


def feed_of(holder):
    """Return a feed that says whose it is; nobody called "gone" has one."""
    if holder == "gone":
        return None
    name = holder if isinstance(holder, str) else holder.username
    return Listed(entry(uid=name, alarm=timedelta(minutes=30)), title=name)


MINE = PersonalKind("moj", feed_of)


@pytest.fixture(autouse=True)
def _kind(monkeypatch):
    cache.clear()
    monkeypatch.setattr(personal, "_kinds", {})
    register_personal(MINE)


@pytest.fixture
def ana():
    return User.objects.create_user("ana")


def give(holder, at=AT):
    return f"/koledarji/moj/{give_link(MINE, holder, by=SYSTEM, at=at)}.ics"


@pytest.mark.req("I1")
def test_link_of_a_user_and_of_a_key_open_their_own_calendar_alone(client, ana):
    of_ana, of_key, of_other = give(ana), give("participant:7"), give("participant:8")

    answers = [client.get(link) for link in (of_ana, of_key, of_other)]

    assert [octets.events(one.content)[0]["UID"] for one in answers] == [
        "ana", "participant:7", "participant:8",
    ]  # fmt: skip
    for one in answers:
        assert one.headers["Cache-Control"] == "private, max-age=300"
        assert one.headers["Referrer-Policy"] == "no-referrer"
        assert one.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert octets.lines(one.content).count("BEGIN:VALARM") == 1
        assert not one.cookies
    assert len({one.headers["ETag"] for one in answers}) == 3


@pytest.mark.req("I1")
def test_replaced_and_taken_links_are_gone_and_the_trail_says_so(client, ana):
    first, second = give(ana), give(ana)
    replaced = [client.get(first).status_code, client.get(second).status_code]

    take_link(MINE, ana, by=SYSTEM, at=AT)
    take_link(MINE, ana, by=SYSTEM, at=AT)

    assert replaced == [404, 200]
    assert client.get(second, headers={"If-None-Match": "*"}).status_code == 404
    trail = AuditEntry.objects.filter(object_id=str(ana.pk)).order_by("pk")
    assert [(one.verb, one.object_type) for one in trail] == [
        ("feed_link_given", "accounts.user"),
        ("feed_link_replaced", "accounts.user"),
        ("feed_link_removed", "accounts.user"),
    ]


@pytest.mark.req("X2")
def test_link_of_somebody_who_left_opens_nothing(client, ana):
    links = [give(ana), give("gone")]
    ana.is_active = False
    ana.save()

    assert [client.get(link).status_code for link in links] == [404, 404]


def test_link_goes_with_its_user(ana):
    give(ana)
    give("participant:7")

    ana.delete()

    assert [one.subject for one in FeedLink.objects.all()] == ["participant:7"]


def test_link_of_one_kind_opens_no_other(client, ana):
    register_personal(PersonalKind("drug", feed_of))
    link = give(ana)

    assert client.get(link.replace("/moj/", "/drug/")).status_code == 404
    assert client.get(link.replace("/moj/", "/neznan/")).status_code == 404


def test_kind_that_is_gone_opens_nothing(client, ana):
    link = give(ana)
    personal._kinds.clear()

    assert client.get(link).status_code == 404


def test_only_the_hash_is_kept(client, ana):
    link = give(ana)
    token = link.rsplit("/", 1)[1].removesuffix(".ics")

    assert FeedLink.objects.get().token_hash == token_hash(token)
    assert client.get(f"/koledarji/moj/{token_hash(token)}.ics").status_code == 404


def test_link_has_one_holder():
    with pytest.raises(IntegrityError, match="one_holder"), transaction.atomic():
        FeedLink.objects.create(kind="moj", token_hash="a", created_at=AT)


def test_link_answers_in_its_language_and_in_slovene_for_any_other(client, ana):
    link = give(ana)

    said = [client.get(link + query).headers["Content-Language"] for query in ("", "?lang=en")]

    assert said == ["sl", "en"]
    assert client.get(link + "?lang=xx").headers["Content-Language"] == "sl"


def test_addresses_are_full_and_carry_the_language(settings):
    settings.BASE_URL = "https://okence.example.org"

    assert addresses(MINE, "t", "en") == {
        "web": "https://okence.example.org/koledarji/moj/t.ics?lang=en",
        "webcal": "webcal://okence.example.org/koledarji/moj/t.ics?lang=en",
    }
    assert addresses(MINE, "t")["web"] == "https://okence.example.org/koledarji/moj/t.ics"


@pytest.mark.req("I1")
def test_page_shows_a_new_link_once(ana):
    token = press({"deed": "give"}, MINE, ana, by=SYSTEM, at=timezone.now())

    def page(**more):
        context = {"your_calendar": your_calendar(MINE, ana, **more)}
        return render_to_string("calendars/your_calendar.html", context)

    assert page(token=token).count(token) == 2
    assert token not in page()
    assert [page().count(f'value="{deed}"') for deed in ("give", "switch_off")] == [1, 1]
    assert press({"deed": "switch_off"}, MINE, ana, by=SYSTEM, at=AT) == ""
    assert page().count('value="switch_off"') == 0


@pytest.mark.parametrize("data", [{}, {"deed": "burn"}])
def test_nothing_happens_without_a_button(ana, data):
    assert press(data, MINE, ana, by=SYSTEM, at=AT) is None
    assert not FeedLink.objects.exists()
