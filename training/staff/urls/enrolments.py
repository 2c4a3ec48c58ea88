from django.urls import URLPattern, path

from training.staff.enrolments import lists, one, requests

urlpatterns: list[URLPattern] = [
    path("prijave/", lists.EnrolmentRuns.as_view(), name="enrolments"),
    path("prijave/<int:pk>/", one.EnrolmentView.as_view(), name="enrolment"),
    path("prijave/<int:pk>/potrdi/", one.Approve.as_view(), name="enrolment_approve"),
    path("prijave/<int:pk>/zavrni/", one.Refuse.as_view(), name="enrolment_refuse"),
    path("prijave/<int:pk>/predznanje/", one.DecideWaiver.as_view(), name="enrolment_waiver"),
    path("prijave/<int:pk>/premakni/", one.Move.as_view(), name="enrolment_move"),
    path("prijave/<int:pk>/odjavi/", one.Withdraw.as_view(), name="enrolment_withdraw"),
    path("izvedbe/<int:pk>/prijave/", lists.RunEnrolments.as_view(), name="run_enrolments"),
    path("izvedbe/<int:pk>/prijave/dodaj/", lists.AddEnrolment.as_view(), name="enrolment_add"),
    path(
        "izvedbe/<int:pk>/prijave.xlsx",
        lists.EnrolmentsExport.as_view(),
        name="run_enrolments_export",
    ),
    path("narocila/", requests.Requests.as_view(), name="run_requests"),
    path("narocila/<int:pk>/", requests.RequestPage.as_view(), name="run_request"),
]
