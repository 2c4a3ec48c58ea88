from django.urls import URLPattern, path

from training.staff.runs import attendance, dates, lists, materials, steps

urlpatterns: list[URLPattern] = [
    path("izvedbe/", lists.RunList.as_view(), name="runs"),
    path("izvedbe/meseci/", lists.Months.as_view(), name="months"),
    path("izvedbe/nova/", dates.NewRun.as_view(), name="run_new"),
    path("izvedbe/<int:pk>/", steps.RunPage.as_view(), name="run"),
    path("izvedbe/<int:pk>/podatki/", steps.Details.as_view(), name="run_details"),
    path("izvedbe/<int:pk>/termini/", dates.Dates.as_view(), name="run_dates"),
    path(
        "izvedbe/<int:pk>/termini/<int:proposal>/razpisi/",
        steps.Schedule.as_view(),
        name="run_schedule",
    ),
    path(
        "izvedbe/<int:pk>/termini/<int:proposal>/zavrni/",
        steps.DeclineDates.as_view(),
        name="run_decline_dates",
    ),
    path("izvedbe/<int:pk>/predavatelji/", steps.AskTrainers.as_view(), name="run_ask"),
    path(
        "izvedbe/<int:pk>/predavatelji/<int:trainer>/umakni/",
        steps.TakeOff.as_view(),
        name="run_take_off",
    ),
    path("izvedbe/<int:pk>/srecanja/", steps.Plans.as_view(), name="run_plans"),
    path(
        "izvedbe/<int:pk>/srecanja/<int:session>/prisotnost/",
        attendance.SessionAttendance.as_view(),
        name="run_attendance",
    ),
    path(
        "izvedbe/<int:pk>/gradiva/<int:material>/",
        materials.Material.as_view(),
        name="run_material",
    ),
    path("izvedbe/<int:pk>/odpri/", steps.Open.as_view(), name="run_open"),
    path("izvedbe/<int:pk>/odpovej/", steps.Cancel.as_view(), name="run_cancel"),
    path("izvedbe/<int:pk>/izvedeno/", steps.Held.as_view(), name="run_held"),
]
