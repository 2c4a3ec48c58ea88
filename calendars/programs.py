"""Calendar programs people subscribe with: what to do in each, and how late each shows a change.

None of them promises how often it asks; the words are what their makers and users say of it.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Program:
    """What one program is called, what to do in it, and how late it is."""

    name: str
    steps: Promise | str
    late: Promise | str


PROGRAMS = (
    Program(
        "Outlook",
        _(
            "Open the calendar, choose “Add calendar”, then “Subscribe from web”,"
            " and paste the link."
        ),
        _("About three hours, sometimes a day."),
    ),
    Program(
        "Google",
        _("On a computer, choose + beside “Other calendars”, then “From URL”, and paste the link."),
        _("Eight hours to a day, sometimes longer. Nothing can hurry it."),
    ),
    Program(
        "Apple",
        _(
            "On a Mac, choose “File”, then “New Calendar Subscription”. On an iPhone,"
            " open this page there and use the button beside the link."
        ),
        _(
            "As you set it: from five minutes to a week on a Mac,"
            " as often as accounts are fetched on an iPhone."
        ),
    ),
    Program(
        "Thunderbird",
        _("Choose “New calendar”, then “On the network”, and paste the link."),
        _("Half an hour, or as you set it in the calendar's properties."),
    ),
)
