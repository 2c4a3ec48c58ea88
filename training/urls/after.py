"""Certificates and the questionnaire, behind secret links (T15)."""

from django.urls import URLPattern, URLResolver, path

from training.views import certificates, evaluating

urlpatterns: list[URLPattern | URLResolver] = [
    path("potrdila/<str:token>/", certificates.verify, name="training_verify"),
    path("usposabljanja/potrdilo/<str:token>/", certificates.own, name="training_certificate"),
    path(
        "usposabljanja/potrdilo/<str:token>/pdf/",
        certificates.own_pdf,
        name="training_certificate_pdf",
    ),
    path("usposabljanja/mnenje/<str:token>/", evaluating.questionnaire, name="training_evaluate"),
]
