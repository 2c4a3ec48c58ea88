"""Concepts and their implementation, inside a cluster."""

from django.urls import URLPattern, URLResolver, path

from learning_cluster.views import implementing
from learning_cluster.views.concepts import feedback, findings, plan, reading, steps, writing

_IN = "grozd/<slug:slug>/"
_ONE = f"{_IN}koncepti/<uuid:uid>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_IN}koncepti/", reading.concepts, name="cluster_concepts"),
    path(f"{_IN}koncepti/zacni/", reading.start_concept, name="cluster_concept_start"),
    path(_ONE, reading.concept, name="cluster_concept"),
    path(f"{_ONE}uredi/", writing.edit, name="cluster_concept_edit"),
    path(f"{_ONE}primerjava/", reading.compare, name="cluster_concept_compare"),
    path(f"{_ONE}razlicica/<int:number>/", reading.version, name="cluster_concept_version"),
    path(f"{_ONE}odziv/", feedback.give, name="cluster_concept_feedback"),
    path(f"{_ONE}odziv/<int:pk>/", feedback.reply, name="cluster_concept_reply"),
    path(
        f"{_ONE}v-posvetovanje/",
        steps.step,
        {"name": "posvetovanje"},
        name="cluster_concept_consult",
    ),
    path(f"{_ONE}koncno/", steps.step, {"name": "koncno"}, name="cluster_concept_conclude"),
    path(f"{_ONE}odpri/", steps.peers, name="cluster_concept_peers"),
    path(f"{_ONE}odlocitev/", steps.decide, name="cluster_concept_decision"),
    path(f"{_ONE}nacrt/dodaj/", plan.add, name="cluster_action_add"),
    path(f"{_ONE}nacrt/<int:pk>/", plan.change, name="cluster_action"),
    path(f"{_ONE}nacrt/<int:pk>/odstrani/", plan.remove, name="cluster_action_remove"),
    path(f"{_ONE}ugotovitve/", findings.findings, name="cluster_concept_findings"),
    path(f"{_ONE}ugotovitve/dodaj/", findings.add, name="cluster_finding_add"),
    path(f"{_ONE}ugotovitve/<int:pk>/", findings.change, name="cluster_finding"),
    path(f"{_IN}izvajanje/", implementing.implementation, name="cluster_implementation"),
    path(f"{_IN}izvajanje/zacni/", implementing.begin, name="cluster_implementation_begin"),
    path(f"{_IN}izvajanje/<int:pk>/", implementing.change, name="cluster_implementation_record"),
]
