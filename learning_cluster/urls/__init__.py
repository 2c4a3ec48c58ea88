"""Addresses of learning clusters below the language prefix, by what they are about."""

from django.urls import URLPattern, URLResolver

from learning_cluster.urls import call, concepts, documents, events, mentoring, people, plan

urlpatterns: list[URLPattern | URLResolver] = [
    *plan.urlpatterns,
    *people.urlpatterns,
    *events.urlpatterns,
    *mentoring.urlpatterns,
    *documents.urlpatterns,
    *concepts.urlpatterns,
    *call.urlpatterns,
]
