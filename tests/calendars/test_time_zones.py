"""The rules of a zone that calendars bring along, held against the zone itself (I3)."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest

from calendars.time_zones import time_zone

SECOND = timedelta(seconds=1)


@pytest.mark.req("I3")
@pytest.mark.parametrize("key", ["Europe/Ljubljana", "Europe/London", "America/New_York"])
def test_every_change_of_the_clock_is_there_once_at_its_moment(key):
    zone = ZoneInfo(key)

    first, *changes = time_zone(key, 2026, 2031).subcomponents

    assert first["DTSTART"].dt.year == 2026
    assert len({one["DTSTART"].dt for one in changes}) == len(changes) == 12
    assert [one for one in changes if "RDATE" in one] == []
    for one in changes:
        before, after = one["TZOFFSETFROM"].td, one["TZOFFSETTO"].td
        moment = (one["DTSTART"].dt - before).replace(tzinfo=UTC)
        seen = [at.astimezone(zone).utcoffset() for at in (moment - SECOND, moment)]
        assert seen == [before, after]
