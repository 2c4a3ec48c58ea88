"""Production: refuses to start without its secrets."""

from portal.settings.base import *
from portal.settings.base import env

SECRET_KEY = env.str("SECRET_KEY")
TOKEN_KEY = env.str("TOKEN_KEY")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS")
DATABASES = {"default": env.dj_db_url("DATABASE_URL")}
DATABASES["default"]["OPTIONS"] = {
    "pool": {"min_size": 2, "max_size": env.int("DB_POOL", 16), "timeout": 10},
    "options": "-c jit=off",
}
EMAIL_URL = env.str("EMAIL_URL")
WAGTAILADMIN_BASE_URL = BASE_URL = env.str("OKENCE_BASE_URL")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
