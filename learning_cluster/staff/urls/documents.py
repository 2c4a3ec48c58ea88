from django.urls import URLPattern, path

from learning_cluster.document_files import TYPES
from learning_cluster.staff import deliverables, documents

_DELIVERABLE = "<slug:slug>/rezultati/<int:pk>/"
_DOCUMENT = "<slug:slug>/dokumenti/<uuid:uid>/"

urlpatterns: list[URLPattern] = [
    path("manjka/", deliverables.Missing.as_view(), name="missing"),
    path("<slug:slug>/rezultati/", deliverables.Deliverables.as_view(), name="deliverables"),
    path(_DELIVERABLE, deliverables.DeliverablePage.as_view(), name="deliverable"),
    path(f"{_DELIVERABLE}vprasaj/", deliverables.AskPartners.as_view(), name="deliverable_ask"),
    path(
        f"{_DELIVERABLE}mnenja/<int:consultation>/",
        deliverables.NoteOpinion.as_view(),
        name="deliverable_opinion",
    ),
    path(
        f"{_DELIVERABLE}vrni/", deliverables.ReturnDeliverable.as_view(), name="deliverable_return"
    ),
    path(f"{_DELIVERABLE}oddaj/", deliverables.HandIn.as_view(), name="deliverable_hand_in"),
    path(f"{_DELIVERABLE}datoteke/", deliverables.Files.as_view(), name="deliverable_files"),
    path(
        f"{_DELIVERABLE}datoteke/<int:number>/",
        deliverables.OpenFile.as_view(),
        name="deliverable_file",
    ),
    path("<slug:slug>/dokumenti/", documents.Documents.as_view(), name="documents"),
    path(_DOCUMENT, documents.DocumentPage.as_view(), name="document"),
    path(f"{_DOCUMENT}vrni/", documents.ReturnDocument.as_view(), name="document_return"),
    *(
        path(
            f"{_DOCUMENT}<int:number>.{form}",
            documents.DocumentFile.as_view(),
            {"form": form},
            name=f"document_{form}",
        )
        for form in TYPES
    ),
]
