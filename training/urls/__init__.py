"""Addresses of trainings below the language prefix, by whom they are for."""

from django.urls import URLPattern, URLResolver

from training.urls import after, catalogue, enrolments, trainers

urlpatterns: list[URLPattern | URLResolver] = [
    *catalogue.urlpatterns,
    *enrolments.urlpatterns,
    *trainers.urlpatterns,
    *after.urlpatterns,
]
