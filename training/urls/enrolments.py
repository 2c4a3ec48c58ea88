"""What participants, approvers and authorities open, below the language prefix (T14)."""

from django.urls import URLPattern, URLResolver, path

from training.views import approving, enrolling, enrolment, requesting

_ENROLMENT = "usposabljanja/prijava/<str:token>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("usposabljanja/izvedba/<int:pk>/prijava/", enrolling.enrol, name="training_enrol"),
    path("usposabljanja/poslano/", enrolling.sent, name="training_enrol_sent"),
    path(_ENROLMENT, enrolment.enrolment, name="training_enrolment"),
    path(f"{_ENROLMENT}odjava/", enrolment.leave, name="training_enrolment_withdraw"),
    path(f"{_ENROLMENT}premik/", enrolment.move_on, name="training_enrolment_move"),
    path(f"{_ENROLMENT}odgovor/", enrolment.answer, name="training_enrolment_answer"),
    path(f"{_ENROLMENT}koledar.ics", enrolment.calendar, name="training_enrolment_calendar"),
    path("usposabljanja/potrditve/<str:token>/", approving.approve, name="training_approve"),
    path("usposabljanja/narocilo/<slug:slug>/", requesting.request_run, name="training_request"),
    path("usposabljanja/narocila/<str:token>/", requesting.status, name="training_request_status"),
]
