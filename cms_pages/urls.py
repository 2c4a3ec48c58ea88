"""Pages and the search, below the language prefix. Slugs are the same in all languages."""

from django.urls import path

from cms_pages.views import pages
from cms_pages.views.events import event_ics
from cms_pages.views.news import NewsFeed
from cms_pages.views.search import search, suggest

urlpatterns = [
    path("", pages.page, {"path": ""}, name="home"),
    path("iskanje/", search, name="search"),
    path("iskanje/predlogi/", suggest, name="search_suggestions"),
    path("storitve/", pages.services, name="services"),
    path("storitve/<slug:slug>/", pages.service, name="service"),
    path("inovativen-si/", pages.page, {"path": "inovativen-si/"}, name="programme"),
    path(
        "inovativen-si/izzivi/",
        pages.page,
        {"path": "inovativen-si/izzivi/"},
        name="programme_challenges",
    ),
    path("usposabljanja/", pages.trainings, name="trainings"),
    path("usposabljanja/didakticne-smernice/", pages.guidelines, name="training_guidelines"),
    path("usposabljanja/<slug:slug>/", pages.training, name="training"),
    path("novice/novice.atom", NewsFeed(), name="news_feed"),
    path("dogodki/<slug:slug>/dogodek.ics", event_ics, name="event_ics"),
    path("dostopnost/", pages.page, {"path": "dostopnost/"}, name="accessibility"),
    path("zasebnost/", pages.page, {"path": "zasebnost/"}, name="privacy_notice"),
    path("pomoc/", pages.page, {"path": "pomoc/"}, name="help"),
]
