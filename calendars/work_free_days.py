"""Work-free days by law (ZPDPD), from the package `holidays` (B12), and their public calendar."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib.metadata import version
from uuid import UUID, uuid5

import holidays
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from calendars.feeds import Entry, Feed
from languages.codes import SL, SR, SR_LATN
from languages.transliteration import to_latin

NAMES_IN = {"sl": "sl", "en": "en_US"}

# The package knows no Serbian names: these stand for its English ones.
IN_SERBIAN = {
    "New Year's Day": "Нова година",
    "Prešeren's Day, the Slovenian Cultural Holiday": "Прешернов дан, словеначки празник културе",
    "Easter Sunday": "Ускрс (католички)",
    "Easter Monday": "Ускршњи понедељак (католички)",
    "Day of Uprising Against Occupation": "Дан устанка против окупатора",
    "Labor Day": "Празник рада",
    "Pentecost": "Духови (католички)",
    "Statehood Day": "Дан државности",
    "Solidarity Day": "Дан солидарности",
    "Assumption Day": "Велика Госпојина (католичка)",
    "Reformation Day": "Дан реформације",
    "Day of Remembrance for the Dead": "Дан сећања на мртве",
    "Christmas Day": "Божић (католички)",
    "Independence and Unity Day": "Дан самосталности и јединства",
}

# When the list was last compared with the law: what calendars are told as its last change.
COMPARED_AT = datetime(2026, 1, 1, tzinfo=UTC)
_RELEASE = version("holidays")
_NAMESPACE = UUID("27afd12d-f97e-4221-a826-fc28b42f0bc7")


@lru_cache(maxsize=64)
def _year(year: int, language: str) -> dict[date, str]:
    return dict(holidays.country_holidays("SI", years=year, language=language))


def work_free(day: date) -> bool:
    """Say whether `day` is work-free by law in Slovenia. A Saturday or Sunday alone is not."""
    return day in _year(day.year, "sl")


def work_free_name(day: date, language: str = "sl") -> str:
    """Return the day's name in a portal language, or '' for a day that is not work-free."""
    name = _year(day.year, NAMES_IN.get(language, "en_US")).get(day, "")
    if language not in (SR, SR_LATN):
        return name
    serbian = "; ".join(IN_SERBIAN.get(part, part) for part in name.split("; "))
    return to_latin(serbian) if language == SR_LATN else serbian


class WorkFreeDays(Feed):
    """The work-free days of this year and the next two."""

    name = "dela-prosti-dnevi"
    is_public = True
    refresh = timedelta(days=7)
    color = "crimson"

    def title(self) -> str:
        return _("Work-free days in Slovenia")

    def version(self, at: datetime) -> str:
        return f"{at.astimezone(self.zone).year} {COMPARED_AT} {_RELEASE}"

    def entries(self, at: datetime) -> Iterator[Entry]:
        this_year = at.astimezone(self.zone).year
        for year in range(this_year, this_year + 3):
            for day in _year(year, "sl"):
                yield Entry(
                    uid=f"{uuid5(_NAMESPACE, day.isoformat())}@{settings.MESSAGE_ID_DOMAIN}",
                    starts=day,
                    ends=day + timedelta(days=1),
                    summary=work_free_name(day, get_language() or SL),
                    changed_at=COMPARED_AT,
                    is_busy=False,
                )
