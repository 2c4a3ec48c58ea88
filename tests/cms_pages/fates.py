"""What may happen to a page in one of its languages, as editors and the clock do it."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms_pages.models import HomePage, SectionPage
from cms_pages.tasks import publish_scheduled

SECRET = "Skrivna vsebina osnutka"


def unpublish(page):
    page.unpublish()


def delete(page):
    page.delete()


def schedule(page):
    page.unpublish()
    page.go_live_at = timezone.now() + timedelta(days=3)
    page.title = SECRET
    page.save_revision().publish()


def expire(page):
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save_revision().publish()
    publish_scheduled(0)


def move_away(page):
    home = HomePage.objects.get(locale_id=page.locale_id)
    section = home.add_child(
        instance=SectionPage(title="Drugam", slug="drugam", locale=page.locale)
    )
    page.move(section, pos="last-child")


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


FATES = [unpublish, delete, schedule, expire, move_away, restrict]
