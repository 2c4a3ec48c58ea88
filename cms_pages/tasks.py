"""Jobs of the pages, run by the procrastinate worker."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cms_pages.care import links
from cms_pages.care.reminding import remind_owners
from cms_pages.care.schedule import publish_due
from cms_pages.models import LinkCheck

ASKING = "cms_pages.asking_other_sites"  # one job at a time asks, so that no host is asked twice


@app.periodic(cron="*/5 * * * *")
@app.task(name="cms_pages.publish_scheduled", queueing_lock="cms_pages.publish_scheduled")
def publish_scheduled(timestamp: int) -> None:
    """Publish the pages whose hour has come, and take offline those whose has passed."""
    publish_due(at=timezone.now())


@app.periodic(cron="40 2 * * *")
@app.task(name="cms_pages.read_pages", queueing_lock="cms_pages.read_pages")
def read_pages(timestamp: int) -> None:
    """Nightly: which links stand where, and what of the texts is hard to read."""
    links.read_all(at=timezone.now())


@app.periodic(cron="20 * * * *")
@app.task(name="cms_pages.check_links", queueing_lock="cms_pages.check_links", lock=ASKING)
def check_links(timestamp: int) -> None:
    """Hourly: new links within the portal, and those to other sites that are due, once a week."""
    links.check_waiting(at=timezone.now())
    links.check_due(at=timezone.now())


@app.task(name="cms_pages.check_link", lock=ASKING)
def check_link(link_id: int) -> None:
    """Ask for one address, because an editor wants to know now."""
    row = LinkCheck.objects.outside().filter(pk=link_id).first()
    if row:
        links.check_outside(row, at=timezone.now())


@app.periodic(cron="0 6 * * *")
@app.task(name="cms_pages.remind_owners", queueing_lock="cms_pages.remind_owners")
def remind_of_reviews(timestamp: int) -> None:
    """Every morning: the pages to look at again, to those who look after them."""
    remind_owners(at=timezone.now())
