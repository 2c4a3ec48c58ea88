from django.urls import URLPattern, path

from learning_cluster.staff import concepts

urlpatterns: list[URLPattern] = [
    path("grozd/<slug:slug>/koncepti/", concepts.Board.as_view(), name="concepts"),
    path(
        "grozd/<slug:slug>/koncepti/<uuid:uid>/odpri/",
        concepts.Reopen.as_view(),
        name="concept_reopen",
    ),
]
