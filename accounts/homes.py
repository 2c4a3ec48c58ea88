"""Where somebody without a staff role goes after the sign-in: each app knows its own people."""

from collections.abc import Callable
from datetime import datetime

from accounts.models import User

Home = Callable[[User, datetime], str]

_homes: list[Home] = []


def register_home(home: Home) -> None:
    """Make known a function that returns the address for its people, "" for all others.

    Called from the owner's AppConfig.ready().
    """
    _homes.append(home)


def home_of(user: User, at: datetime) -> str:
    """Return the first address an app has for `user` at `at`, else that of the portal."""
    return next(filter(None, (home(user, at) for home in _homes)), "/")
