"""Conditional requests of a feed: right after every change, and cheap without one (I1)."""

import tracemalloc
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from django.test import RequestFactory
from django.utils.http import parse_http_date

from calendars import answers
from calendars.answers import feed_answer
from calendars.feed_ics import feed_chunks
from calendars.feeds import Feed
from calendars.models import FeedState
from tests.calendars import octets
from tests.calendars.test_feeds import AT, Listed, entry

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


class Versioned(Listed):
    """A feed that says its version, and counts how often it is written."""

    def __init__(self, *entries, **more):
        super().__init__(*entries, **more)
        self.written = 0

    def version(self, at):
        return repr(self.listed)

    def entries(self, at):
        self.written += 1
        return super().entries(at)


class Long(Feed):
    """Many events in order, made one by one."""

    name = "long"
    is_public = True
    is_in_order = True

    def __init__(self, number):
        self.number = number

    def title(self):
        return "Long"

    def version(self, at):
        return str(self.number)

    def entries(self, at):
        for one in range(self.number):
            starts = AT + one * timedelta(minutes=30)
            yield entry(
                uid=f"{one}@okence.example.org",
                starts=starts,
                ends=starts + timedelta(minutes=30),
                summary="Лична карта – издавање; Управна јединица, Љубљана",
                location="Upravna enota Ljubljana, Tobačna ulica 5, 1000 Ljubljana",
            )


def ask(feed, *, at=AT, method="GET", language="sl", key="", **headers):
    request = RequestFactory().generic(method, "/", headers=headers)
    return feed_answer(request, feed, at=at, language=language, key=key)


def dated(answer):
    return datetime.fromtimestamp(parse_http_date(answer.headers["Last-Modified"]), tz=UTC)


def by_tag(answer):
    return {"If-None-Match": answer.headers["ETag"]}


def by_date(answer):
    return {"If-Modified-Since": answer.headers["Last-Modified"]}


KINDS = pytest.mark.parametrize("kind", [Listed, Versioned])
CONDITIONS = pytest.mark.parametrize("condition", [by_tag, by_date])


@pytest.mark.req("I1")
@KINDS
@CONDITIONS
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_unchanged_feed_is_the_same_bytes_and_is_sent_once(kind, condition, method):
    first = ask(kind(entry()))

    again = ask(kind(entry()), at=AT + timedelta(days=3))
    unchanged = ask(kind(entry()), at=AT + SECOND, method=method, **condition(first))

    assert again.content == first.content
    assert again.headers == first.headers
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged.headers["Last-Modified"] == first.headers["Last-Modified"]
    assert unchanged.headers["ETag"] == first.headers["ETag"]


@pytest.mark.req("I1")
@KINDS
@CONDITIONS
@pytest.mark.parametrize("later", [timedelta(0), SECOND, timedelta(days=1)], ids=str)
@pytest.mark.parametrize(
    "after",
    [(), (entry(),), (entry(), entry(uid="other", is_cancelled=True))],
    ids=["all deleted", "the newest deleted", "cancelled"],
)
def test_every_change_changes_tag_and_date_and_is_sent(kind, condition, later, after):
    newest = entry(uid="other", changed_at=AT - timedelta(hours=1))
    first = ask(kind(entry(), newest))

    second = ask(kind(*after), at=AT + later, **condition(first))

    assert second.status_code == 200
    assert len(octets.events(second.content)) == len(after)
    assert second.headers["ETag"] != first.headers["ETag"]
    assert first.headers["Last-Modified"] != second.headers["Last-Modified"]
    assert dated(first) < dated(second) <= AT + later


@pytest.mark.req("I1")
def test_many_changes_within_a_second_have_a_date_each_and_none_of_the_future():
    seen = [ask(Listed(entry(sequence=number))) for number in range(70)]

    dates = [one.headers.get("Last-Modified") for one in seen]
    assert len(set(dates[:61])) == 61
    assert dates[61:] == [None] * 9
    stale = [ask(Listed(entry(sequence=69)), **by_date(one)) for one in seen[:61]]
    assert {one.status_code for one in stale} == {200}
    (last,) = {ask(Listed(entry(sequence=69)), at=AT + 9 * SECOND).headers["Last-Modified"]}
    assert last not in dates


@pytest.mark.req("I1")
def test_what_comes_back_is_a_version_of_its_own_by_date():
    first = ask(Listed(entry()))
    ask(Listed())

    back = ask(Listed(entry()), **by_date(first))

    assert back.status_code == 200
    assert back.headers["ETag"] == first.headers["ETag"]
    assert dated(back) > dated(first)


@pytest.mark.parametrize("off", [-SECOND, SECOND, timedelta(days=3000)], ids=str)
def test_only_the_very_date_counts(off):
    first = ask(Listed(entry()))
    asked = format_datetime(dated(first) + off, usegmt=True)

    assert ask(Listed(entry()), **{"If-Modified-Since": asked}).status_code == 200
    assert ask(Listed(entry()), **{"If-Modified-Since": "yesterday"}).status_code == 200


def test_tag_goes_before_date():
    first = ask(Listed(entry()))
    second = ask(Listed())

    assert ask(Listed(), **by_tag(first), **by_date(second)).status_code == 200
    assert ask(Listed(), **by_tag(second), **by_date(first)).status_code == 304


@pytest.mark.req("I1")
def test_cancelled_entry_is_gone_after_thirty_days_by_tag_and_by_date():
    feed = Listed(entry(is_cancelled=True, changed_at=AT))
    kept = ask(feed, at=AT + timedelta(days=30) - SECOND)

    assert len(octets.events(kept.content)) == 1
    for condition in (by_tag(kept), by_date(kept)):
        gone = ask(feed, at=AT + timedelta(days=30), **condition)
        assert (gone.status_code, octets.events(gone.content)) == (200, [])


@pytest.mark.req("I1")
def test_304_does_not_write_the_feed(django_assert_num_queries):
    feed = Versioned(entry())
    first = ask(feed)

    with django_assert_num_queries(1):
        answers_to = [ask(feed, **by_tag(first)).status_code]
    answers_to.append(ask(feed, **by_date(first)).status_code)

    assert answers_to == [304, 304]
    assert feed.written == 1


def test_version_names_texts_and_settings_too(settings):
    first = ask(Versioned(entry()))

    others = [
        ask(Versioned(entry(), title="Other")),
        ask(Versioned(entry()), language="en"),
        ask(Versioned(entry()), at=AT + timedelta(days=365)),
    ]
    settings.BASE_URL = "https://elsewhere.example.org"
    others.append(ask(Versioned(entry())))

    assert len({one.headers["ETag"] for one in [first, *others]}) == 5


def test_feeds_of_one_name_are_dated_apart():
    one, other = ask(Listed(entry()), key="a"), ask(Listed(), key="b")

    assert ask(Listed(entry()), key="a", **by_date(one)).status_code == 304
    assert dated(one) == dated(other)
    assert FeedState.objects.count() == 2


def test_long_feed_is_streamed_and_a_short_one_has_a_length():
    number = answers.WHOLE // 300
    long = ask(Long(number))

    assert long.streaming
    body = b"".join(long.streaming_content)
    assert [one["UID"] for one in octets.events(body)] == [
        f"{one}@okence.example.org" for one in range(number)
    ]
    assert not ask(Long(10)).streaming


def test_memory_does_not_grow_with_the_feed():
    def peak(number):
        chunks = feed_chunks(Long(number), at=AT, language="sl")
        next(chunks)
        tracemalloc.start()
        for _chunk in chunks:
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(10_000) < 1.5 * peak(1_000)
