"""The coordinator's pages of a cluster's events, below /admin/ucni-grozd/."""

from django.urls import URLPattern, path

from learning_cluster.staff.events import evaluation, pages, steps

EVENTS = "<slug:slug>/dogodki/"
EVENT = f"{EVENTS}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(EVENTS, pages.Events.as_view(), name="events"),
    path(f"{EVENTS}nov/", pages.NewEvent.as_view(), name="event_new"),
    path(EVENT, pages.OneEvent.as_view(), name="event"),
    path(f"{EVENT}podatki/", pages.EventFacts.as_view(), name="event_facts"),
    path(f"{EVENT}termin/", steps.Date.as_view(), name="event_date"),
    path(f"{EVENT}objavi/", steps.Announce.as_view(), name="event_announce"),
    path(f"{EVENT}odpovej/", steps.Cancel.as_view(), name="event_cancel"),
    path(f"{EVENT}izveden/", steps.Held.as_view(), name="event_held"),
    path(f"{EVENT}povabi/", steps.Invite.as_view(), name="event_invite"),
    path("<slug:slug>/ocena/", evaluation.Evaluation.as_view(), name="evaluation"),
    path("<slug:slug>/ocena.xlsx", evaluation.EvaluationFile.as_view(), name="evaluation_file"),
]
