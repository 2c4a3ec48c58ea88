from django.urls import URLPattern, path

from learning_cluster.views import plan

urlpatterns: list[URLPattern] = [
    path("grozd/<slug:slug>/nacrt/", plan.work_plan, name="cluster_work_plan"),
]
