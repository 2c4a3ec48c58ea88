"""The call for a resource person: public pages, an applicant's own, those of scorers (L12)."""

from django.urls import path

from learning_cluster.views.call import application, papers, public, scoring

OWN = "prijava-na-poziv/<str:token>/"

urlpatterns = [
    path("pozivi/", public.calls, name="cluster_calls"),
    path("poziv/<slug:slug>/", public.call, name="cluster_call"),
    path("poziv/<slug:slug>/prijava/", public.apply, name="call_apply"),
    path("prijava-na-poziv/poslano/", public.sent, name="call_sent"),
    path(OWN, application.application, name="call_application"),
    path(f"{OWN}o-vama/", application.about, name="call_about"),
    path(f"{OWN}tacka/<int:pk>/", application.answer, name="call_answer"),
    path(f"{OWN}iznos/", application.amount, name="call_amount"),
    path(f"{OWN}prilog/<slug:kind>/", papers.paper, name="call_paper"),
    path(f"{OWN}prilog/<slug:kind>/ukloni/", papers.remove, name="call_paper_remove"),
    path(f"{OWN}prilog/<slug:kind>/fajl/", papers.file, name="call_paper_file"),
    path(f"{OWN}predaja/", application.submit, name="call_submit"),
    path(f"{OWN}povlacenje/", application.withdraw, name="call_withdraw"),
    path("ocjene/", scoring.home, name="call_scoring_home"),
    path("poziv/<slug:slug>/ocjene/", scoring.applications, name="call_scoring"),
    path("poziv/<slug:slug>/ocjene/<uuid:uid>/", scoring.one, name="call_score"),
    path(
        "poziv/<slug:slug>/ocjene/<uuid:uid>/sukob/", scoring.conflict, name="call_score_conflict"
    ),
    path("poziv/<slug:slug>/ocjene/<uuid:uid>/<slug:kind>/", scoring.file, name="call_score_file"),
]
