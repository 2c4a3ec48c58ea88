"""The coordinator's page of mentoring and days."""

from django.urls import URLPattern, path

from learning_cluster.staff import mentoring

_HERE = "<slug:slug>/mentorstvo/"

urlpatterns: list[URLPattern] = [
    path(_HERE, mentoring.MentoringPage.as_view(), name="mentoring"),
    path(f"{_HERE}listi/<int:pk>/potrdi/", mentoring.ConfirmSheet.as_view(), name="confirm_sheet"),
    path(f"{_HERE}listi/<int:pk>/vrni/", mentoring.ReturnSheet.as_view(), name="return_sheet"),
]
