"""Addresses below /admin/ucni-grozd/, by what they are about."""

from django.urls import URLPattern

app_name = "learning_cluster"

urlpatterns: list[URLPattern] = []
