"""Addresses of trainings below the language prefix, by whom they are for."""

from django.urls import URLPattern, URLResolver

from training.urls import after

urlpatterns: list[URLPattern | URLResolver] = [*after.urlpatterns]
