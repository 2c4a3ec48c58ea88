from django.urls import path

from programme.models import Challenge, SupportRequest
from programme.staff.views import Description, Export, SubmissionPage, Submissions

app_name = "programme"

urlpatterns = [
    path("izzivi/", Submissions.as_view(model=Challenge), name="challenges"),
    path("izzivi/izvoz.xlsx", Export.as_view(model=Challenge), name="challenges_export"),
    path("izzivi/<int:pk>/", SubmissionPage.as_view(model=Challenge), name="challenge"),
    path("izzivi/<int:pk>/opis/", Description.as_view(model=Challenge), name="describe"),
    path("podpora/", Submissions.as_view(model=SupportRequest), name="supports"),
    path("podpora/izvoz.xlsx", Export.as_view(model=SupportRequest), name="supports_export"),
    path("podpora/<int:pk>/", SubmissionPage.as_view(model=SupportRequest), name="support"),
]
