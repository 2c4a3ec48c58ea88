"""The demonstration and development: `make demo`."""

from portal.settings.local import *
from portal.settings.local import DATABASES, STORAGES, env

DEBUG = env.bool("DEBUG", False)
DEMO_MODE = True
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *env.list("ALLOWED_HOSTS", [])]
# `pool: True` would mean four connections; a worker has that many threads and its job thread.
DATABASES["default"]["OPTIONS"] = {
    "pool": {"min_size": 2, "max_size": env.int("DB_POOL", 12), "timeout": 10},
    "options": "-c jit=off",
}

# Files are served from where they lie: no collectstatic before a demonstration starts.
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
