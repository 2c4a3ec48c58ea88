"""Addresses below /admin/usposabljanja/, by what they are about."""

from django.urls import URLPattern

from training.staff.urls import after, enrolments, parties, runs

app_name = "training"

urlpatterns: list[URLPattern] = [
    *parties.urlpatterns,
    *runs.urlpatterns,
    *enrolments.urlpatterns,
    *after.urlpatterns,
]
