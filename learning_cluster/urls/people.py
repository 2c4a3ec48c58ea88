"""A cluster's home, its people, and what invited ones open, below the language prefix."""

from django.urls import URLPattern, path

from learning_cluster.views import home, interest, invitation, people

_INVITATION = "vabilo/grozd/<str:token>/"
_INTEREST = "vabilo/obcina/<str:token>/"

urlpatterns: list[URLPattern] = [
    path("grozd/", home.my_clusters, name="my_clusters"),
    path("grozd/<slug:slug>/", home.home, name="cluster_home"),
    path("grozd/<slug:slug>/ljudje/", people.people, name="cluster_people"),
    path("grozd/<slug:slug>/ljudje/jaz/", people.own_contact, name="cluster_own_contact"),
    path(_INVITATION, invitation.invitation, name="cluster_invitation"),
    path(f"{_INVITATION}z-racunom/", invitation.take_signed_in, name="cluster_accept_signed_in"),
    path(f"{_INVITATION}odkloni/", invitation.turn_down, name="cluster_decline"),
    path(_INTEREST, interest.interest, name="cluster_interest"),
    path(f"{_INTEREST}odkloni/", interest.no_interest, name="cluster_no_interest"),
    path(
        "vabilo/geslo/<uuid:uid>/<str:token>/",
        invitation.another_password,
        name="cluster_password",
    ),
]
