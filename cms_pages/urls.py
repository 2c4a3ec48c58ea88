"""Pages and the search, below the language prefix. Slugs are the same in all languages."""

from django.urls import path

from cms_pages.views import pages
from cms_pages.views.search import search

urlpatterns = [
    path("", pages.page, {"path": ""}, name="home"),
    path("iskanje/", search, name="search"),
    path("storitve/", pages.services, name="services"),
    path("storitve/<slug:slug>/", pages.service, name="service"),
    path("dostopnost/", pages.page, {"path": "dostopnost/"}, name="accessibility"),
    path("zasebnost/", pages.page, {"path": "zasebnost/"}, name="privacy_notice"),
    path("pomoc/", pages.page, {"path": "pomoc/"}, name="help"),
]
