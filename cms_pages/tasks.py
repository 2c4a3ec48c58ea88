"""Jobs of the pages, run by the procrastinate worker."""

from django.core.management import call_command
from procrastinate.contrib.django import app


@app.periodic(cron="*/5 * * * *")
@app.task(name="cms_pages.publish_scheduled", queueing_lock="cms_pages.publish_scheduled")
def publish_scheduled(timestamp: int) -> None:
    """Publish the pages whose hour has come, and take offline those whose has passed."""
    call_command("publish_scheduled")
