from datetime import datetime, timedelta
from typing import cast

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

# How far before its first sight a version is dated: room for as many versions a minute as seconds.
ROOM = timedelta(minutes=1)

# Written out: a calendar that has everything already costs little more than this (decision 8).
_SEEN = "SELECT dated FROM calendars_feedstate WHERE feed = %s AND version = %s"
_SEE = """
INSERT INTO calendars_feedstate AS kept (feed, version, dated) VALUES (%(feed)s, %(version)s, %(dated)s)
ON CONFLICT (feed) DO UPDATE SET
    version = excluded.version,
    dated = CASE WHEN kept.version = excluded.version THEN kept.dated
                 ELSE greatest(kept.dated + interval '1 second', excluded.dated) END
RETURNING dated
"""  # noqa: E501 - one statement


class FeedStates(models.Manager["FeedState"]):
    def date_of(self, feed: str, version: str, *, at: datetime) -> datetime:
        """Return the full second this version of the feed is dated by.

        No two versions of a feed ever have the same one, and a later one has the later. A version
        seen for the first time is noted; two processes that see it at once agree.
        """
        dated = (at - ROOM).replace(microsecond=0)
        with connection.cursor() as cursor:
            cursor.execute(_SEEN, [feed, version])
            if kept := cursor.fetchone():
                return cast(datetime, kept[0])
            cursor.execute(_SEE, {"feed": feed, "version": version, "dated": dated})
            seen: datetime = cursor.fetchone()[0]
        return seen


class FeedState(models.Model):
    """The version a feed was last seen in, and the second that dates it: its Last-Modified (I1).

    It is a cache of what follows from other rows, and is written by whoever reads the feed first
    after a change. A lost row costs calendars one reading.
    """

    feed = models.CharField(max_length=250, unique=True)
    version = models.CharField(max_length=32)
    dated = models.DateTimeField()

    objects = FeedStates()

    class Meta:
        verbose_name = _("state of a feed")
        verbose_name_plural = _("states of feeds")

    def __str__(self) -> str:
        return f"{self.feed} {self.version}"
