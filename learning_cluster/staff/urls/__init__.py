"""Addresses below /admin/ucni-grozd/, by what they are about."""

from django.urls import URLPattern

from learning_cluster.staff.urls import concepts

app_name = "learning_cluster"

urlpatterns: list[URLPattern] = [*concepts.urlpatterns]
