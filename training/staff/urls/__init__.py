"""Addresses below /admin/usposabljanja/, by what they are about."""

from django.urls import URLPattern

from training.staff.urls import after

app_name = "training"

urlpatterns: list[URLPattern] = [*after.urlpatterns]
