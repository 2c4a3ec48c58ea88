"""What calendars keep: secret links, and which version of a feed was seen when."""

from calendars.models.feed_link import FeedLink
from calendars.models.feed_state import FeedState

__all__ = ["FeedLink", "FeedState"]
