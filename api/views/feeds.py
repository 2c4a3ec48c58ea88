"""Which calendars anybody can subscribe to (I1)."""

from django.http import HttpResponse
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.addresses import page
from api.answers import cacheable
from api.schema import problems
from api.serialisers.reads import FeedSerialiser
from api.views.base import PublicView
from calendars.feeds import public_feeds
from languages.codes import SL

SECONDS_FRESH = 300


class Feeds(PublicView):
    @extend_schema(
        operation_id="listFeeds",
        description="Every public calendar feed, by name; its texts are in the language of `lang`.",
        responses={200: FeedSerialiser(many=True), **problems(400)},
    )
    def get(self, request: Request) -> HttpResponse:
        language = get_language() or SL
        query = "" if language == SL else f"?lang={language}"
        facts = [
            {"name": str(feed.title()), "url": page("public_feed", feed.name) + query}
            for feed in public_feeds()
        ]
        return cacheable(request, facts, seconds=SECONDS_FRESH)
