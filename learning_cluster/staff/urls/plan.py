from django.urls import URLPattern, path

from learning_cluster.staff import clusters

urlpatterns: list[URLPattern] = [
    path("", clusters.Clusters.as_view(), name="clusters"),
    path("grozd/<slug:slug>/", clusters.ClusterPage.as_view(), name="cluster"),
]
