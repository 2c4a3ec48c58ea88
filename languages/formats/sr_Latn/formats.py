"""Serbian Latin writes numbers and dates as Serbian Cyrillic does."""

from languages.formats.sr.formats import *  # noqa: F403  # one definition for both scripts
