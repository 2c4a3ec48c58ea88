"""Addresses below /admin/ucni-grozd/, by what they are about."""

from django.urls import URLPattern

from learning_cluster.staff.urls import calls, concepts, documents, events, mentoring, people, plan

app_name = "learning_cluster"

urlpatterns: list[URLPattern] = [
    *plan.urlpatterns,
    *people.urlpatterns,
    *events.urlpatterns,
    *mentoring.urlpatterns,
    *documents.urlpatterns,
    *concepts.urlpatterns,
    *calls.urlpatterns,
]
