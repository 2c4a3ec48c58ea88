"""What trainers and the enrolled open, below the language prefix."""

from django.urls import URLPattern, URLResolver, path

from training.enums import Reply
from training.views import materials
from training.views.trainer import attendance, dates, guidelines, runs
from training.views.trainer import materials as of_trainers

_RUN = "predavatelj/izvedbe/<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("predavatelj/", runs.home, name="trainer_home"),
    path("predavatelj/smernice/", guidelines.guidelines, name="trainer_guidelines"),
    path(_RUN, runs.one_run, name="trainer_run"),
    path(f"{_RUN}sprejmi/", runs.accept_run, name="trainer_accept"),
    path(f"{_RUN}odkloni/", runs.decline_run, name="trainer_decline"),
    path(f"{_RUN}termini/", dates.propose, name="trainer_dates"),
    path(
        f"{_RUN}termini/<int:proposal>/ustreza/",
        dates.answer,
        {"reply": Reply.ACCEPTED},
        name="trainer_dates_suit",
    ),
    path(
        f"{_RUN}termini/<int:proposal>/ne-ustreza/",
        dates.answer,
        {"reply": Reply.DECLINED},
        name="trainer_dates_decline",
    ),
    path(f"{_RUN}gradiva/", of_trainers.add, name="trainer_material_add"),
    path(f"{_RUN}gradiva/<int:material>/", of_trainers.open_material, name="trainer_material"),
    path(
        f"{_RUN}gradiva/<int:material>/odstrani/",
        of_trainers.remove,
        name="trainer_material_remove",
    ),
    path(
        "predavatelj/srecanja/<int:pk>/prisotnost/",
        attendance.attendance,
        name="trainer_attendance",
    ),
    path(
        "usposabljanja/gradivo/<str:token>/<int:pk>/", materials.material, name="training_material"
    ),
]
