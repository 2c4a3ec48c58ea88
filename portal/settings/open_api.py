"""The API and open data: how they answer, and who answers for them (INTERFACE, U4)."""

from environs import Env

env = Env()

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.problems.exception_handler",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Okence API",
    "DESCRIPTION": (
        "Services, places and free times of the portal, for anybody; booking, for partner systems "
        "with a token. Names and messages come in the language of `lang` or Accept-Language. "
        "Moments are RFC 3339 with the offset of the place. Errors are problem details (RFC 9457)."
    ),
    "TAGS": [
        {"name": "public", "description": "For anybody, and for any cache."},
        {"name": "partner", "description": "With `Authorization: Token …`."},
    ],
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "OAS_VERSION": "3.1.0",
}

# Who answers for the open data, and on what terms anybody may use it (U4).
PUBLISHER_NAME = env.str("PUBLISHER_NAME", "Okence")
OPEN_DATA_LICENCE = env.str(
    "OPEN_DATA_LICENCE", "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"
)
