"""Addresses below /admin/ucni-grozd/, by what they are about."""

from django.urls import URLPattern

from learning_cluster.staff.urls import calls

app_name = "learning_cluster"

urlpatterns: list[URLPattern] = [*calls.urlpatterns]
