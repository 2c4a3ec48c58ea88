"""Author, reviewer, publisher: per language, told by mail, kept in the history (M1)."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, TaskState

from accounts.actions import give, sync_staff_group
from accounts.models import User
from accounts.roles import Role
from cms_pages.errors import TranslatingError
from cms_pages.translating.approving import decide, hand_in, make_approvals, offered
from cms_pages.translating.states import State, language_states
from languages.codes import EN, SL, SR
from privacy.audit import SYSTEM
from privacy.models import AuditEntry
from tests.cms_pages.trees import article, homes, in_language, translated, write
from tests.factories.accounts import UserFactory, signed_in, staff

pytestmark = [pytest.mark.django_db, pytest.mark.req("M1")]


@pytest.fixture
def tree():
    found = homes()
    make_approvals()
    return found


@pytest.fixture
def page(tree):
    return article(tree[SL], "Pomoč", slug="pomoc", lead="Pridite.")


@pytest.fixture
def row(page, tree):
    return translated(page, article(tree[EN], "Help", of=page, lead="Come.", live=False))


def person(role, code=None, email=""):
    user = UserFactory(email=email)
    locale = Locale.objects.get(language_code=code) if code else None
    give(user, role, scope=locale, by=SYSTEM, at=timezone.now())
    return User.objects.get(pk=user.pk)


def handed_in(row, author=None):
    author = author or person(Role.EDITOR, EN)
    return hand_in(row, user=author, by=SYSTEM, at=timezone.now()), author


def decided(page, user, *, approve=True, comment=""):
    page = Page.objects.get(pk=page.pk).specific
    return decide(page, approve=approve, comment=comment, user=user, by=SYSTEM, at=timezone.now())


def turn(page):
    source = Page.objects.get(translation_key=page.translation_key, locale__language_code=SL)
    rows = language_states([source])[source.pk]
    return next((found.state, found.turn) for found in rows if found.code == EN)


def test_translation_goes_from_author_over_reviewer_to_publisher(
    row, page, django_capture_on_commit_callbacks
):
    reviewer = person(Role.REVIEWER, EN, "pregled@example.org")
    publisher = person(Role.PUBLISHER, EN, "objava@example.org")
    person(Role.REVIEWER, SR, "srpski@example.org")

    target, author = handed_in(row)
    assert turn(page) == (State.IN_REVIEW, Role.REVIEWER)
    assert [message.to for message in mail.outbox] == [["pregled@example.org"]]
    assert not in_language(page, EN).live
    decided(target, reviewer)
    assert turn(page) == (State.IN_REVIEW, Role.PUBLISHER)
    assert [message.to for message in mail.outbox[1:]] == [["objava@example.org"]]
    assert not in_language(page, EN).live
    with django_capture_on_commit_callbacks(execute=True):
        decided(target, publisher)

    assert in_language(page, EN).live
    assert turn(page) == (State.UP_TO_DATE, None)
    steps = TaskState.objects.order_by("pk").values_list("status", "finished_by")
    assert list(steps) == [("approved", reviewer.pk), ("approved", publisher.pk)]
    verbs = AuditEntry.objects.filter(object_type="cms_pages.page").order_by("pk")
    assert [entry.verb for entry in verbs] == ["hand_in", "approve", "approve"]


@pytest.mark.parametrize(
    ("role", "code"),
    [(Role.EDITOR, EN), (Role.PUBLISHER, EN), (Role.REVIEWER, SR), (Role.CLERK, None)],
)
def test_review_is_for_reviewers_of_the_language(row, role, code):
    target, _author = handed_in(row)

    with pytest.raises(TranslatingError) as refusal:
        decided(target, person(role, code))
    assert refusal.value.code == "not_yours"
    assert TaskState.objects.get().status == "in_progress"


def test_nobody_reviews_what_they_have_handed_in(row):
    both = person(Role.EDITOR, EN)
    give(both, Role.REVIEWER, by=SYSTEM, at=timezone.now())
    both = User.objects.get(pk=both.pk)
    target, _author = handed_in(row, both)

    with pytest.raises(TranslatingError) as refusal:
        decided(target, both)
    assert refusal.value.code == "not_yours"


def test_nobody_reviews_what_they_wrote_and_another_handed_in(row):
    writer, colleague = person(Role.REVIEWER, EN), person(Role.EDITOR, EN)
    target = row.get_target_instance()
    target.save_revision(user=writer)
    target.get_workflow().start(target, colleague)
    target = Page.objects.get(pk=target.pk).specific

    assert not offered(target, writer)["decide"]
    with pytest.raises(TranslatingError) as refusal:
        decided(target, writer)
    assert refusal.value.code == "not_yours"
    decided(target, person(Role.REVIEWER, EN))


def test_nobody_reviews_what_they_changed_while_it_waited(row):
    target, _author = handed_in(row)
    writer = person(Role.REVIEWER, EN)
    target.save_revision(user=writer)

    with pytest.raises(TranslatingError) as refusal:
        decided(target, writer)
    assert refusal.value.code == "not_yours"
    decided(target, person(Role.REVIEWER, EN))


def test_own_review_is_open_to_a_portal_administrator_who_wrote(row):
    target, _author = handed_in(row)
    administrator = person(Role.PORTAL_ADMINISTRATOR)
    target.save_revision(user=administrator)

    assert decided(target, administrator).status == TaskState.STATUS_APPROVED


def test_portal_administrator_takes_every_step(row, page, django_capture_on_commit_callbacks):
    administrator = person(Role.PORTAL_ADMINISTRATOR)
    target, _author = handed_in(row, administrator)

    with django_capture_on_commit_callbacks(execute=True):
        decided(target, administrator)
        decided(target, administrator)

    assert in_language(page, EN).live


def test_refusal_needs_a_reason_and_leads_back_to_the_author(row, page):
    reviewer = person(Role.REVIEWER, EN)
    author = person(Role.EDITOR, EN, "avtor@example.org")
    target, _author = handed_in(row, author)

    with pytest.raises(TranslatingError) as refusal:
        decided(target, reviewer, approve=False, comment=" ")
    assert refusal.value.code == "no_comment"
    decided(target, reviewer, approve=False, comment="Manjka naslov.")

    assert turn(page) == (State.IN_REVIEW, Role.EDITOR)
    assert "Manjka naslov." in mail.outbox[-1].body
    assert mail.outbox[-1].to == ["avtor@example.org"]
    handed_in(row, author)
    assert turn(page) == (State.IN_REVIEW, Role.REVIEWER)


def test_live_translation_stays_as_it_is_until_the_last_step(
    page, tree, django_capture_on_commit_callbacks
):
    row = translated(page, article(tree[EN], "Help", of=page, lead="Come."))
    write(row, "lead", "Come to the counter.")

    target, _author = handed_in(row)
    assert in_language(page, EN).lead == "Come."
    decided(target, person(Role.REVIEWER, EN))
    assert in_language(page, EN).lead == "Come."
    with django_capture_on_commit_callbacks(execute=True):
        decided(target, person(Role.PUBLISHER, EN))
    assert in_language(page, EN).lead == "Come to the counter."


def test_untranslated_text_is_not_handed_in(row, page):
    row.source.stringsegment_set.first().string.translations.all().delete()

    with pytest.raises(TranslatingError) as refusal:
        handed_in(row)
    assert refusal.value.code == "incomplete"
    assert not TaskState.objects.exists()


def test_author_of_another_language_hands_nothing_in(row):
    with pytest.raises(TranslatingError) as refusal:
        handed_in(row, person(Role.EDITOR, SR))
    assert refusal.value.code == "not_yours"


def test_handing_in_or_deciding_twice_is_refused(row):
    target, author = handed_in(row)
    with pytest.raises(TranslatingError) as again:
        handed_in(row, author)
    assert again.value.code == "under_way"
    reviewer = person(Role.REVIEWER, EN)
    decided(target, reviewer)
    with pytest.raises(TranslatingError) as late:
        decided(target, reviewer)
    assert late.value.code == "not_yours"


def test_nothing_waits_on_a_page_nobody_handed_in(page):
    with pytest.raises(TranslatingError) as refusal:
        decided(page, person(Role.REVIEWER))
    assert refusal.value.code == "nothing_waits"


def test_language_without_approval_says_so(db):
    tree = homes()
    page = article(tree[SL], "Pomoč", slug="pomoc", lead="x")
    row = translated(page, article(tree[EN], "Help", of=page, lead="y"))

    with pytest.raises(TranslatingError) as refusal:
        handed_in(row)
    assert refusal.value.code == "no_approval"


def test_approvals_are_made_once(tree):
    assert make_approvals() == 0


def test_what_is_offered_is_what_is_allowed(row):
    author, reviewer = person(Role.EDITOR, EN), person(Role.REVIEWER, EN)
    target = row.get_target_instance()
    assert offered(target, author)["submit"]
    target, _author = handed_in(row, author)

    assert not offered(target, author)["submit"]
    assert not offered(target, author)["decide"]
    assert offered(target, reviewer)["decide"]


@pytest.mark.parametrize(
    ("role", "code", "publishes", "edits"),
    [
        (Role.EDITOR, None, False, True),
        (Role.REVIEWER, EN, False, True),
        (Role.PUBLISHER, EN, True, True),
        (Role.PUBLISHER, SR, False, False),
        (Role.EDITOR, SR, False, False),
        (Role.PORTAL_ADMINISTRATOR, None, True, True),
    ],
)
def test_pages_of_a_language_are_for_its_people(
    client, row, role, code, publishes, edits, django_capture_on_commit_callbacks
):
    sync_staff_group()
    locale = Locale.objects.get(language_code=code) if code else None
    staff(client, role, scope=locale)
    client.get(reverse("wagtailadmin_home"))
    user = client.get(reverse("wagtailadmin_home")).wsgi_request.user
    target = row.get_target_instance()

    permissions = target.permissions_for_user(user)

    assert (permissions.can_publish(), permissions.can_edit()) == (publishes, edits)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("wagtailadmin_pages:edit", args=[target.pk]), {"action": "publish"})
    target.refresh_from_db()
    assert target.live == publishes


def test_bulk_publishing_asks_the_grants(client, row):
    sync_staff_group()
    staff(client, Role.PUBLISHER, scope=Locale.objects.get(language_code=SR))
    client.get(reverse("wagtailadmin_home"))
    target = row.get_target_instance()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    client.post(f"{address}?id={target.pk}&next=/admin/", {})

    target.refresh_from_db()
    assert not target.live


def test_bringing_in_line_publishes_only_for_publishers(
    client, row, page, django_capture_on_commit_callbacks
):
    sync_staff_group()
    address = reverse("wagtail_localize:update_translations", args=[row.source_id])
    tick = {"publish_translations": "on"}
    staff(client, Role.EDITOR)
    client.get(reverse("wagtailadmin_home"))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, tick)
    assert not in_language(page, EN).live

    staff(client, Role.PORTAL_ADMINISTRATOR)
    client.get(reverse("wagtailadmin_home"))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, tick)
    assert in_language(page, EN).live


def test_steps_are_taken_on_the_screen(client, row, page, django_capture_on_commit_callbacks):
    sync_staff_group()
    target = row.get_target_instance()
    edit = reverse("wagtailadmin_pages:edit", args=[target.pk])
    signed_in(client, person(Role.EDITOR, EN))
    client.get(edit)
    client.post(reverse("translation_hand_in", args=[row.pk]))
    assert turn(page) == (State.IN_REVIEW, Role.REVIEWER)
    for role in (Role.REVIEWER, Role.PUBLISHER):
        signed_in(client, person(role, EN))
        assert reverse("translation_decide", args=[target.pk]) in client.get(edit).content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("translation_decide", args=[target.pk]), {"decision": "approve"})

    assert in_language(page, EN).live


@pytest.mark.req("X2")
@pytest.mark.parametrize(("role", "code"), [(Role.CLERK, None), (Role.EDITOR, SR)])
def test_steps_are_not_there_for_others(client, row, role, code):
    sync_staff_group()
    locale = Locale.objects.get(language_code=code) if code else None
    staff(client, role, scope=locale)
    target = row.get_target_instance()

    for address in (
        reverse("translation_hand_in", args=[row.pk]),
        reverse("translation_decide", args=[target.pk]),
    ):
        assert client.post(address, {"decision": "approve"}).status_code == 404
        assert client.get(address).status_code == 405


def test_odd_decision_is_refused_with_a_message(client, row):
    sync_staff_group()
    target, _author = handed_in(row)
    staff(client, Role.REVIEWER)

    answer = client.post(
        reverse("translation_decide", args=[target.pk]), {"decision": "x"}, follow=True
    )

    assert answer.status_code == 200
    assert TaskState.objects.get().status == "in_progress"
