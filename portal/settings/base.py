"""Settings shared by every way of running Okence. The environment is read in these modules only."""

from datetime import time
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

from portal.settings.open_api import *

env = Env()
ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(env.str("OKENCE_VAR", "") or ROOT / "var").resolve()

INSTALLED_APPS = [
    "portal",
    "api",
    "cms_pages",
    "booking",
    "programme",
    "training",
    "learning_cluster",
    "waiting_list",
    "messaging",
    "calendars",
    "accounts",
    "privacy",
    "languages",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "procrastinate.contrib.django",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "portal.request_middleware.PlainRequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "portal.security.HeadersMiddleware",
    "cms_pages.kept_pages.KeptPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.language_middleware.LanguageMiddleware",
    "portal.request_middleware.BodyLimitMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.SignedInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms_pages.redirect_middleware.PageRedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "portal" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.portal",
            ],
        },
    },
]
FORM_RENDERER = "portal.forms_renderer.OkenceRenderer"

# --- people -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/admin/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reauthenticate": "accounts.forms.PasswordAgainForm",
    "change_password": "accounts.forms.PasswordChangeForm",
}
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.CodeForm",
    "reauthenticate": "accounts.forms.CodeAgainForm",
    "activate_totp": "accounts.forms.ActivateForm",
}
MFA_TOTP_ISSUER = "Okence"
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off
# Proxies of our own before the server: limits count the address the outermost one saw.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "/prijava/login/"

# --- languages and time -------------------------------------------------------------------------
LANGUAGE_CODE = "sl"
LANGUAGES = [
    ("sl", _("Slovenian")),
    ("sr", _("Serbian (Cyrillic)")),
    ("sr-latn", _("Serbian (Latin)")),
    ("en", _("English")),
]
# Of the bilingual areas: "it,hu". Each needs its .po below locale/ and nothing else (M3).
_NAMES = {"it": _("Italian"), "hu": _("Hungarian")}
_MORE: list[str] = env.list("MORE_LANGUAGES", [])
LANGUAGES += [(code, _NAMES.get(code, _(code))) for code in _MORE]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # an address is written in Latin letters (M2)
# Unset, a translation of a live page would go live at once (DESIGN 1).
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": "cms_pages.transliterator.SerbianLatin"}
WAGTAILADMIN_PERMITTED_LANGUAGES = [("sl", "Slovenščina"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["languages.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Ljubljana"
USE_THOUSAND_SEPARATOR = True
PEDAGOGICAL_MINUTES = env.int("PEDAGOGICAL_MINUTES", 45)  # of one pedagogical hour (T3)

# --- files --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT: Path | None = Path(env.str("STATIC_ROOT", "") or VAR / "static")
STATICFILES_DIRS = [ROOT / "portal" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "privacy.private_files.PrivateStorage",
        "OPTIONS": {"location": VAR / "private"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- shared state of all processes --------------------------------------------------------------
# Sign-in limits, rate limits and one-time codes must be common to every process (DESIGN 1).
REDIS_URL = env.str("REDIS_URL", "")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "portal_cache",
            # Django keeps 300 rows and throws the rest away, live ones too: three hundred wrong
            # passwords would make the limits forget everybody they had counted.
            "OPTIONS": {"MAX_ENTRIES": 50_000},
        }
    )
}

# --- browsers -----------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "display-capture": [],
    "geolocation": ["self"],
    "gyroscope": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 12 * 3600  # seconds: staff sign in every working day
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # Wagtail's page editor sends many

# --- content ------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Okence"
WAGTAILADMIN_BASE_URL = env.str("OKENCE_BASE_URL", "http://127.0.0.1:8000")
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# Nothing a browser would run: uploads lie below /media/ on this very host.
WAGTAILDOCS_EXTENSIONS = [
    *("csv", "docx", "ods", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"),
    *("mp4", "vtt", "webm"),
]
# Decided before the first picture was kept: changing either later means moving every row.
WAGTAILIMAGES_IMAGE_MODEL = "cms_pages.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "cms_pages.Paper"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms_pages.picture_forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 12_000_000  # bytes
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
TAGGIT_CASE_INSENSITIVE = True
# How old the free times on a kept public page may be; changed content is shown at once.
PAGES_KEPT_SECONDS = 15

# --- messages -----------------------------------------------------------------------------------
BASE_URL = WAGTAILADMIN_BASE_URL
OUTBOX_DIR = VAR / "outbox"
EMAIL_URL = env.str("EMAIL_URL", "")
if EMAIL_URL:
    vars().update(env.dj_email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "messaging.backends.OutboxFileBackend"
SMS_GATEWAY_URL = env.str("SMS_GATEWAY_URL", "")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Okence <okence@example.org>")
MESSAGE_ID_DOMAIN = env.str("MESSAGE_ID_DOMAIN", "okence.example.org")

DEMO_MODE = False
CALL_CENTRE_PHONE = env.str("CALL_CENTRE_PHONE", "01 828 16 90")
# Monday is 0; local time, never on a work-free day (B46).
CALL_CENTRE_HOURS = {
    0: (time(8), time(18)),
    1: (time(8), time(18)),
    2: (time(8), time(19)),
    3: (time(8), time(18)),
    4: (time(8), time(14)),
}
HOLD_MINUTES = 10
PEDAGOGICAL_MINUTES = env.int("PEDAGOGICAL_MINUTES", 45)  # of one hour of a training (T3)
# Bytes that forms outside the admin may bring, by the name of their address; from signed-in people
# or behind a mailed link.
UPLOADS = {
    "trainer_material_add": 20_000_000,
    "cluster_deliverable_file_add": 10_600_000,
    "cluster_material_add": 20_000_000,
    "call_paper": 5_100_000,
}
TRAINING_OFFER_HOURS = env.int("TRAINING_OFFER_HOURS", 24)  # how long a place is kept for one
# Who was there for so many percent of a training's pedagogical hours has completed it (T15).
TRAINING_PRESENCE_PERCENT = env.int("TRAINING_PRESENCE_PERCENT", 100)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "portal.log_lines.LineWithoutTokens",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
