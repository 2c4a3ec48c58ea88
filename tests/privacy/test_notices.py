from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from privacy.actions import publish_notice
from privacy.audit import Actor
from privacy.enums import NoticeKind
from privacy.models import AuditEntry, Notice

pytestmark = pytest.mark.django_db

TEXTS = {"sl": "Prinesite osebni dokument.", "sr": "Понесите документ.", "en": "Bring your ID."}


def publish(at, **changed) -> Notice:
    return publish_notice(NoticeKind.ACKNOWLEDGEMENT, "osebna-izkaznica", TEXTS | changed, at=at)


@contextmanager
def refused():
    with pytest.raises(IntegrityError, match="is refused"), transaction.atomic():
        yield


@pytest.mark.req("B24")
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE privacy_notice SET text_en = 'Bring nothing.'",
        "UPDATE privacy_notice SET effective_from = effective_from",
        "DELETE FROM privacy_notice",
    ],
)
def test_notice_refuses_change_by_raw_sql(at, sql):
    publish(at)

    with refused(), connection.cursor() as cursor:
        cursor.execute(sql)

    assert Notice.objects.get().text_en == "Bring your ID."


def test_notice_refuses_save_of_a_stored_row(at):
    notice = publish(at)
    notice.text_sl = "Drugo."

    with refused():
        notice.save()


def test_publish_notice_same_texts_make_no_version(at):
    first = publish(at)

    again = publish(at + timedelta(days=1))

    assert again == first
    assert Notice.objects.count() == 1


@pytest.mark.req("B24", "X4")
@pytest.mark.parametrize("language", ["sl", "sr", "en"])
def test_publish_notice_change_in_any_language_makes_a_version(at, language):
    publish(at)

    second = publish(at + timedelta(days=1), **{language: "Nov."})

    assert second.version == 2
    assert Notice.objects.count() == 2
    entry = AuditEntry.objects.order_by("id").last()
    assert (entry.verb, entry.object_id, entry.changed_fields) == (
        "publish",
        str(second.pk),
        [f"text_{language}"],
    )


def test_publish_notice_versions_count_per_object(at):
    publish(at)

    other = publish_notice(NoticeKind.ACKNOWLEDGEMENT, "potni-list", TEXTS, at=at)

    assert other.version == 1


def test_publish_notice_going_back_to_an_old_text_is_a_version(at):
    publish(at)
    publish(at, en="Other.")

    third = publish(at)

    assert third.version == 3


def test_publish_notice_without_a_language_names_it(at):
    with pytest.raises(KeyError, match="sr"):
        publish_notice(NoticeKind.PRIVACY, "booking", {"sl": "a", "en": "b"}, at=at)

    assert Notice.objects.count() == 0


def test_publish_notice_records_who_published(at):
    by = Actor(role="editor", user_id=3)

    publish_notice(NoticeKind.PRIVACY, "booking", TEXTS, at=at, by=by)

    assert AuditEntry.objects.get().actor_id == 3


def test_in_force_is_the_newest_version_in_effect(at):
    first = publish(at)
    second = publish(at + timedelta(days=2), en="Other.")
    in_force = Notice.objects.in_force

    assert in_force("acknowledgement", "osebna-izkaznica", at - timedelta(seconds=1)) is None
    assert in_force("acknowledgement", "osebna-izkaznica", at + timedelta(days=1)) == first
    assert in_force("acknowledgement", "osebna-izkaznica", at + timedelta(days=2)) == second
