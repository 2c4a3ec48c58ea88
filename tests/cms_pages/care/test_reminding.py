"""Owners are told of their pages two weeks before the day and on it, once each (U1)."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from accounts.models import Grant
from accounts.roles import Role
from cms_pages.care.reminding import REVIEW, remind_owners
from cms_pages.models import ReviewReminder
from messaging.kinds import kind_named
from messaging.models import Message
from tests.cms_pages.care.trees import article
from tests.factories.accounts import GrantFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("U1")]


@pytest.fixture
def owner(db):
    user = UserFactory(email="urednica@example.org")
    GrantFactory(user=user, role=Role.EDITOR)
    return user


def due(home, owner, at, days, slug="stran"):
    return article(home, slug, owner=owner, review_by=timezone.localdate(at) + timedelta(days=days))


@pytest.mark.parametrize(("days", "mails"), [(15, 0), (14, 1), (1, 1), (0, 1), (-30, 1)])
def test_owner_is_told_from_two_weeks_before_on(home, owner, at, days, mails):
    due(home, owner, at, days)

    assert remind_owners(at=at) == mails
    assert Message.objects.filter(recipient=owner.email).count() == mails


def test_owner_is_told_twice_and_no_more(home, owner, at):
    due(home, owner, at, 14)

    told = [remind_owners(at=at + timedelta(days=days)) for days in (0, 0, 1, 13, 14, 14, 15, 40)]

    assert told == [1, 0, 0, 0, 1, 0, 0, 0]


def test_new_day_begins_anew(home, owner, at):
    page = due(home, owner, at, 0)
    remind_owners(at=at)
    page.review_by += timedelta(days=365)
    page.save()

    assert remind_owners(at=at + timedelta(days=351)) == 1


def test_pages_of_one_owner_are_in_one_mail(home, owner, at):
    pages = [due(home, owner, at, days, f"stran-{days}") for days in (0, 3)]

    remind_owners(at=at)

    message = Message.objects.get(kind=REVIEW)
    assert sorted(message.context["pages"]) == sorted(page.pk for page in pages)
    assert ReviewReminder.objects.count() == 2


@pytest.mark.parametrize("change", ["no_mail", "left", "no_role", "nobody", "draft"])
def test_nobody_is_told_who_cannot_or_need_not_look(home, owner, at, change):
    page = due(home, owner, at, 0)
    if change == "no_mail":
        type(owner).objects.update(email="")
    elif change == "left":
        type(owner).objects.update(is_active=False)
    elif change == "no_role":
        Grant.objects.filter(user=owner).delete()
    elif change == "nobody":
        type(page).objects.update(owner=None)
    else:
        type(page).objects.update(live=False)

    assert remind_owners(at=at) == 0
    assert not Message.objects.exists()


def test_mail_names_pages_days_and_where_to_go(home, owner, at):
    page = due(home, owner, at, 3)
    remind_owners(at=at)
    message = Message.objects.get()

    with translation.override("en"):
        content = kind_named(REVIEW).render(message)

    assert content.subject == "1 page to look at again"
    assert f"/admin/pages/{page.pk}/edit/" in content.text
    assert "/admin/pregledi-strani/" in content.text
    assert "Stran (by " in content.text


@pytest.mark.parametrize(("change", "wanted"), [("", True), ("day", False), ("owner", False)])
def test_mail_goes_out_only_while_it_is_true(home, owner, at, change, wanted):
    page = due(home, owner, at, 3)
    remind_owners(at=at)
    if change == "day":
        type(page).objects.update(review_by=timezone.localdate(at) + timedelta(days=300))
    elif change == "owner":
        type(page).objects.update(owner=UserFactory())

    assert kind_named(REVIEW).is_wanted(Message.objects.get(), at=at) is wanted
