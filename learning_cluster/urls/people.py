"""A cluster's home and its people, below the language prefix."""

from django.urls import URLPattern, path

from learning_cluster.views import home

urlpatterns: list[URLPattern] = [
    path("grozd/", home.my_clusters, name="my_clusters"),
    path("grozd/<slug:slug>/", home.home, name="cluster_home"),
]
