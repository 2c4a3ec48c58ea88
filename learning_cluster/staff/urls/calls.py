"""Addresses of calls below /admin/ucni-grozd/ (L12)."""

from django.urls import path

from learning_cluster.staff.calls import applications, page, terms

ONE = "pozivi/<int:pk>/"

urlpatterns = [
    path("pozivi/", terms.Calls.as_view(), name="calls"),
    path("pozivi/novi/<slug:slug>/", terms.CallAdd.as_view(), name="call_add"),
    path(ONE, page.CallPage.as_view(), name="call"),
    path(f"{ONE}uredi/", terms.CallEdit.as_view(), name="call_edit"),
    path(f"{ONE}objavi/", page.Publish.as_view(), name="call_publish"),
    path(f"{ONE}rok/", terms.Extend.as_view(), name="call_extend"),
    path(f"{ONE}arhiv/", page.Archive.as_view(), name="call_archive"),
    path(f"{ONE}merila/novo/", terms.CriterionAdd.as_view(), name="criterion_add"),
    path(f"{ONE}merila/<int:criterion>/", terms.CriterionEdit.as_view(), name="criterion_edit"),
    path(
        f"{ONE}merila/<int:criterion>/odstrani/",
        page.CriterionRemove.as_view(),
        name="criterion_remove",
    ),
    path(f"{ONE}ocenjevalci/", page.ScorerAdd.as_view(), name="scorer_add"),
    path(f"{ONE}ocenjevalci/novi/", page.ScorerNew.as_view(), name="scorer_new"),
    path(
        f"{ONE}ocenjevalci/<int:scorer>/odstrani/",
        page.ScorerRemove.as_view(),
        name="scorer_remove",
    ),
    path(f"{ONE}odlocitev/", applications.Decision.as_view(), name="call_decision"),
    path(f"{ONE}prijave/<uuid:uid>/", applications.ApplicationPage.as_view(), name="application"),
    path(
        f"{ONE}prijave/<uuid:uid>/<slug:kind>/",
        applications.PaperFile.as_view(),
        name="application_paper",
    ),
]
