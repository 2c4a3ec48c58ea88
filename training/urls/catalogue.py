"""Public addresses of trainings, below the language prefix; the catalogue's pages are Wagtail's."""

from django.urls import URLPattern, URLResolver, path

from training.views.calendar import calendar, run
from training.views.compare import compare

urlpatterns: list[URLPattern | URLResolver] = [
    path("usposabljanja/koledar/", calendar, name="training_calendar"),
    path("usposabljanja/primerjava/", compare, name="training_compare"),
    path("usposabljanja/izvedba/<int:pk>/", run, name="training_run"),
]
