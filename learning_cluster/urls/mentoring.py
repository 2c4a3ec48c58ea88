"""Mentoring inside a cluster: times, sessions, logs; questions and days beside it (L5, L9, L10)."""

from django.urls import URLPattern, URLResolver, path

from learning_cluster.views import days, questions, sheets
from learning_cluster.views.mentoring import booking, log, offering, sessions

_IN = "grozd/<slug:slug>/"
_HERE = f"{_IN}mentorstvo/"
_SESSION = f"{_HERE}srecanja/<uuid:uid>/"
_QUESTION = f"{_IN}vprasanja/<int:pk>/"
_SHEET = f"{_IN}dnevi/listi/<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_HERE, sessions.mentoring, name="cluster_mentoring"),
    path(f"{_HERE}termini/", offering.offer, name="cluster_offer_times"),
    path(f"{_HERE}termini/<int:pk>/umakni/", offering.withdraw, name="cluster_withdraw_times"),
    path(f"{_HERE}termini/<int:offer>/<int:moment>/", booking.book, name="cluster_book_session"),
    path(f"{_HERE}dodaj/", offering.add, name="cluster_add_session"),
    path(f"{_HERE}dnevnik/", log.newest, name="cluster_newest_log"),
    path(_SESSION, sessions.session, name="cluster_session"),
    path(f"{_SESSION}prestavi/", booking.move, name="cluster_move_session"),
    path(f"{_SESSION}odpovej/", sessions.cancel, name="cluster_cancel_session"),
    path(f"{_SESSION}dnevnik/", log.log, name="cluster_log"),
    path(f"{_IN}vprasanja/", questions.questions, name="cluster_questions"),
    path(_QUESTION, questions.answer, name="cluster_question"),
    path(f"{_QUESTION}objavi/", questions.publish, name="cluster_publish_question"),
    path(f"{_IN}vprasanja/dogodek/", questions.choose, name="cluster_choose_questions"),
    path(f"{_IN}dnevi/", days.days, name="cluster_days"),
    path(f"{_IN}dnevi/<int:pk>/odstrani/", days.remove, name="cluster_remove_day"),
    path(f"{_IN}dnevi/podpisi/", sheets.sign, name="cluster_sign_sheet"),
    path(_SHEET, sheets.sheet, name="cluster_sheet"),
    path(f"{_SHEET}preklici/", sheets.take_back, name="cluster_take_back_sheet"),
    path(f"{_SHEET}pdf/", sheets.sheet_pdf, name="cluster_sheet_pdf"),
]
