from django.urls import URLPattern, path

from learning_cluster.staff import clusters, phases, plans, starting

urlpatterns: list[URLPattern] = [
    path("", clusters.Clusters.as_view(), name="clusters"),
    path("nov/", starting.NewCluster.as_view(), name="cluster_new"),
    path("grozd/<slug:slug>/", clusters.ClusterPage.as_view(), name="cluster"),
    path("grozd/<slug:slug>/podatki/", plans.EditCluster.as_view(), name="cluster_edit"),
    path("grozd/<slug:slug>/nacrt/", plans.PlanPage.as_view(), name="cluster_plan"),
    path("grozd/<slug:slug>/nacrt/shrani/", starting.KeepPlan.as_view(), name="plan_keep"),
    path("grozd/<slug:slug>/nacrt/nova-faza/", phases.EditPhase.as_view(), name="phase_new"),
    path("grozd/<slug:slug>/nacrt/<int:pk>/", phases.EditPhase.as_view(), name="phase"),
    path(
        "grozd/<slug:slug>/nacrt/<int:pk>/odstrani/",
        phases.RemovePhase.as_view(),
        name="phase_remove",
    ),
]
