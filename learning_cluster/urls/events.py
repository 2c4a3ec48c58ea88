"""Events, good practices and the evaluation of a cluster, below the language prefix."""

from django.urls import URLPattern, path

from learning_cluster.views import evaluation, event_calendars, practices, public_events
from learning_cluster.views.events import agenda, agreements, attendance, materials, reading

INSIDE = "grozd/<slug:slug>/"
EVENTS = f"{INSIDE}dogodki/"
EVENT = f"{EVENTS}<int:pk>/"
PRACTICES = f"{INSIDE}dobre-prakse/"

urlpatterns: list[URLPattern] = [
    path("dogodki-grozdov/", public_events.events, name="public_events"),
    path("dogodki-grozdov/<int:pk>/", public_events.event, name="public_event"),
    path(
        "dogodki-grozdov/<int:pk>/gradivo/<int:material>/",
        public_events.material,
        name="public_event_material",
    ),
    path(EVENTS, reading.events, name="cluster_events"),
    path(EVENT, reading.event, name="cluster_event"),
    path(f"{EVENT}odgovor/", reading.answer, name="cluster_event_answer"),
    path(f"{EVENT}dnevni-red/", agenda.agenda, name="cluster_event_agenda"),
    path(f"{EVENT}dnevni-red/<int:item>/", agenda.item, name="cluster_event_item"),
    path(
        f"{EVENT}dnevni-red/<int:item>/odstrani/", agenda.remove, name="cluster_event_item_remove"
    ),
    path(
        f"{EVENT}dnevni-red/<int:item>/vprasanja/", agenda.questions, name="cluster_event_questions"
    ),
    path(f"{EVENT}gradivo/", materials.add, name="cluster_material_add"),
    path(f"{EVENT}gradivo/<int:material>/", materials.open_material, name="cluster_material"),
    path(
        f"{EVENT}gradivo/<int:material>/odstrani/",
        materials.remove,
        name="cluster_material_remove",
    ),
    path(f"{EVENT}prisotnost/", attendance.attendance, name="cluster_event_attendance"),
    path(f"{EVENT}dogovori/", agreements.agreements, name="cluster_event_agreements"),
    path(f"{EVENT}dogovori/nacrt/", agreements.timeline, name="cluster_event_timeline"),
    path(f"{EVENT}dogovori/vloga/", agreements.role, name="cluster_event_role"),
    path(f"{EVENT}dogovori/korak/", agreements.step, name="cluster_event_step"),
    path(
        f"{EVENT}dogovori/korak/<int:step>/odstrani/",
        agreements.remove_step,
        name="cluster_event_step_remove",
    ),
    path(f"{EVENT}dogovori/pregled/", agreements.checks, name="cluster_event_checks"),
    path(PRACTICES, practices.practices, name="cluster_practices"),
    path(f"{PRACTICES}nova/", practices.new, name="cluster_practice_new"),
    path(f"{PRACTICES}<int:pk>/", practices.change, name="cluster_practice"),
    path(f"{PRACTICES}<int:pk>/odstrani/", practices.remove, name="cluster_practice_remove"),
    path(f"{INSIDE}ocena/", evaluation.evaluation, name="cluster_evaluation"),
    path(
        f"{INSIDE}ocena/rezultati/",
        evaluation.evaluation_results,
        name="cluster_evaluation_results",
    ),
    path(f"{INSIDE}koledar/", event_calendars.of_cluster, name="cluster_calendar"),
    path(f"{INSIDE}moj-koledar/", event_calendars.own, name="cluster_own_calendar"),
]
