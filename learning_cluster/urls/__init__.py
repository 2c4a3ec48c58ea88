"""Addresses of learning clusters below the language prefix, by what they are about."""

from django.urls import URLPattern, URLResolver

from learning_cluster.urls import people, plan

urlpatterns: list[URLPattern | URLResolver] = [
    *people.urlpatterns,
    *plan.urlpatterns,
]
