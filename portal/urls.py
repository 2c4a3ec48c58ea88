"""Addresses. What people read is below a language prefix; machines' addresses are not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from calendars.views.subscribing import subscribing
from portal import errors, health
from portal.admin_words import admin_words
from portal.language_choice import choose_language

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    path("", choose_language),
    path("healthz/live", health.live),
    path("healthz/ready", health.ready),
    path("metrics", health.metrics),
    path("", include("cms_pages.machine_urls")),
    path("api/v1/", include("api.urls")),
    path("e/", include("booking.short_urls")),
    path("koledarji/", include("calendars.urls")),
    path("prijava/", include("accounts.urls")),
    path("admin/", include("accounts.admin_urls")),
    path("admin/jsi18n/", admin_words),  # before Wagtail's own, at its address
    path("admin/", include(wagtailadmin_urls)),
    path("dokumenti/", include(wagtaildocs_urls)),
]

urlpatterns += i18n_patterns(
    path("", include("booking.urls")),
    path("koledarji/", subscribing, name="calendars"),
    path("", include("programme.urls")),
    path("", include("training.urls")),
    path("", include("learning_cluster.urls")),
    path("", include("cms_pages.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=True,
)

if settings.DEMO_MODE:
    # In production the proxy serves them (deploy/README.md): pictures as shown, and nothing else.
    pictures = {"document_root": settings.MEDIA_ROOT / "images"}
    urlpatterns.insert(0, path("media/images/<path:path>", serve, pictures))
