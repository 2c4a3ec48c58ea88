"""Pages of mentoring, questions and days on a phone: nothing for axe, one script, valid HTML."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from learning_cluster.actions.mentoring_log import send_log
from learning_cluster.actions.questions import answer, answer_seen, ask
from learning_cluster.actions.time_sheets import days_to_sign, lines_of, sign_sheet
from learning_cluster.actions.work_days import book_day
from learning_cluster.enums import QuestionKind
from learning_cluster.mentoring import free_in
from learning_cluster.sheet_lines import digest
from tests.e2e.html_validator import problems
from tests.e2e.test_mentoring_log import looks_right
from tests.factories.learning_cluster import EventFactory
from tests.learning_cluster.mentoring.scene import NOBODY, begun, booked, offered, saved, scene

pytestmark = [
    pytest.mark.browser,
    pytest.mark.req("X1", "M2"),
    pytest.mark.django_db(transaction=True),
]
CYRILLIC = re.compile("[\u0400-\u04ff]")


def stage():
    """Return a cluster with one of everything, and the arguments of each page."""
    of, now = scene(), timezone.now()
    today = now.date()
    offer = offered(of, valid_from=today + timedelta(days=2), pilots_first_until=now + timedelta(1))
    free = free_in(of.cluster, now)
    session = booked(of, offer, starts_at=free[0].starts_at, others=[of.other.membership], at=now)
    held = begun(of, starts_at=now - timedelta(days=1))
    log = saved(of, held, at=now, advice="Пишите о потребама.", issues="Превоз")
    send_log(log, seen=1, by=NOBODY, at=now)
    open_log = begun(of, of.other, starts_at=now - timedelta(hours=1))
    row = ask(of.pilot, kind=QuestionKind.QUESTION, text="Ко плаћа превоз?", by=NOBODY, at=now)
    seen = answer_seen(row)
    answer(row, text="Општина.", is_published=True, seen=seen, member=of.guide, by=NOBODY, at=now)
    EventFactory(cluster=of.cluster)
    for days in (3, 1):
        day = today - timedelta(days=days)
        facts = {"phase": of.phase, "day": day, "halves": 1, "what": "Сесија", "reason": ""}
        book_day(of.guide, **facts, by=NOBODY, at=now)
    first = today - timedelta(days=3)
    seen = digest(lines_of(days_to_sign(of.guide, first, first)))
    sheet = sign_sheet(of.guide, first=first, last=first, seen=seen, by=NOBODY, at=now)
    return of, {
        "cluster_mentoring": [],
        "cluster_offer_times": [],
        "cluster_add_session": [],
        "cluster_session": [session.uid],
        "cluster_move_session": [session.uid],
        "cluster_book_session": [offer.pk, int(free[1].starts_at.timestamp()) // 60],
        "cluster_log": [open_log.uid],
        "cluster_questions": [],
        "cluster_question": [row.pk],
        "cluster_choose_questions": [],
        "cluster_days": [],
        "cluster_sign_sheet": [],
        "cluster_sheet": [sheet.pk],
    }


@pytest.mark.parametrize("language", ["sr", "sr-latn"])
def test_pages_of_mentoring_are_accessible_and_written_in_one_script(
    live_server, browser, language, tmp_path
):
    of, pages = stage()
    client = Client()
    client.force_login(of.guide.user)
    size = {"width": 360, "height": 740}
    context = browser.new_context(base_url=live_server.url, viewport=size)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "url": live_server.url, "value": client.cookies[name].value}
    context.add_cookies([cookie])
    page, sources = context.new_page(), {}

    for name, args in pages.items():
        with translation.override(language):
            path = reverse(name, args=[of.cluster.slug, *args])
        page.goto(path)
        looks_right(page)
        text = page.locator("main").inner_text()
        assert bool(CYRILLIC.search(text)) == (language == "sr"), f"{path}: {text}"
        sources[path] = client.get(path).content.decode()
    context.close()
    assert problems(sources, tmp_path) == []
