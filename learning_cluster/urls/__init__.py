"""Addresses of learning clusters below the language prefix, by what they are about."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
