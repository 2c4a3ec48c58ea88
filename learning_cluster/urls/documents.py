"""Deliverables and documents of a cluster, for those inside."""

from django.urls import URLPattern, URLResolver, path

from learning_cluster.document_files import TYPES
from learning_cluster.views import deliverables, documents

_DELIVERABLE = "grozd/<slug:slug>/rezultati/<int:pk>/"
_DOCUMENT = "grozd/<slug:slug>/dokumenti/<uuid:uid>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("grozd/<slug:slug>/rezultati/", deliverables.deliverables, name="cluster_deliverables"),
    path(_DELIVERABLE, deliverables.deliverable, name="cluster_deliverable"),
    path(f"{_DELIVERABLE}dokument/", deliverables.begin, name="cluster_deliverable_begin"),
    path(f"{_DELIVERABLE}datoteke/", deliverables.add_file, name="cluster_deliverable_file_add"),
    path(
        f"{_DELIVERABLE}datoteke/<int:number>/",
        deliverables.open_file,
        name="cluster_deliverable_file",
    ),
    path(f"{_DELIVERABLE}oddaj/", deliverables.hand_in, name="cluster_deliverable_hand_in"),
    path(f"{_DELIVERABLE}mnenje/", deliverables.answer, name="cluster_deliverable_answer"),
    path("grozd/<slug:slug>/dokumenti/", documents.documents, name="cluster_documents"),
    path("grozd/<slug:slug>/dokumenti/novi/", documents.begin, name="cluster_document_begin"),
    path(_DOCUMENT, documents.document, name="cluster_document"),
    path(f"{_DOCUMENT}pisi/", documents.edit, name="cluster_document_edit"),
    path(f"{_DOCUMENT}osnutek/", documents.assemble, name="cluster_document_assemble"),
    path(f"{_DOCUMENT}oddaj/", documents.submit, name="cluster_document_submit"),
    path(f"{_DOCUMENT}<int:number>/", documents.version, name="cluster_document_version"),
    *(
        path(
            f"{_DOCUMENT}<int:number>.{form}",
            documents.file,
            {"form": form},
            name=f"cluster_document_{form}",
        )
        for form in TYPES
    ),
]
