"""Addresses of learning clusters below the language prefix, by what they are about."""

from django.urls import URLPattern, URLResolver

from learning_cluster.urls import call

urlpatterns: list[URLPattern | URLResolver] = [*call.urlpatterns]
