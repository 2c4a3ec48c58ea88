"""The demonstration's settings with one bare view beside it, to measure against."""

from portal.settings.dev import *

ROOT_URLCONF = "bench.urls"
