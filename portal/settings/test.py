"""Tests: real PostgreSQL, no pool (a race opens its own connections), fast password hashes."""

from portal.settings.local import *
from portal.settings.local import DATABASES, VAR

ALLOWED_HOSTS = ["*"]
DEMO_MODE = True
# A test database is made anew if the machine fails: no commit need wait for the disk.
DATABASES["default"]["OPTIONS"] = {"options": "-c jit=off -c synchronous_commit=off"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
OUTBOX_DIR = VAR / "test-outbox"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
# Tests change content inside a transaction that never commits; test_kept_pages turns it on.
PAGES_KEPT_SECONDS = 0
