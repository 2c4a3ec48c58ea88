"""What follows a run: completion, certificates, evaluation."""

from django.urls import URLPattern, path

from training.staff.after import certificates, evaluation, runs

urlpatterns: list[URLPattern] = [
    path("po-izvedbi/", runs.HeldRuns.as_view(), name="after_runs"),
    path("po-izvedbi/<int:pk>/", runs.HeldRun.as_view(), name="after_run"),
    path("po-izvedbi/<int:pk>/zakljuci/", runs.Complete.as_view(), name="after_complete"),
    path("po-izvedbi/<int:pk>/potrdila/", runs.IssueAll.as_view(), name="after_issue"),
    path(
        "po-izvedbi/<int:pk>/potrdila/<int:enrolment>/",
        runs.IssueOne.as_view(),
        name="after_issue_one",
    ),
    path("potrdila/", certificates.Certificates.as_view(), name="certificates"),
    path("potrdila/<int:pk>/", certificates.CertificatePage.as_view(), name="certificate"),
    path("potrdila/<int:pk>/pdf/", certificates.CertificateFile.as_view(), name="certificate_file"),
    path("potrdila/<int:pk>/preklici/", certificates.Revoke.as_view(), name="certificate_revoke"),
    path("potrdila/<int:pk>/popravi/", certificates.Rename.as_view(), name="certificate_rename"),
    path("mnenja/", evaluation.Evaluations.as_view(), name="evaluations"),
    path("mnenja/izvedba/<int:pk>/", evaluation.RunEvaluation.as_view(), name="run_evaluation"),
    path(
        "mnenja/izvedba/<int:pk>.xlsx",
        evaluation.RunEvaluationFile.as_view(),
        name="run_evaluation_file",
    ),
    path("mnenja/<int:pk>/", evaluation.TrainingEvaluation.as_view(), name="training_evaluation"),
    path(
        "mnenja/<int:pk>.xlsx",
        evaluation.TrainingEvaluationFile.as_view(),
        name="training_evaluation_file",
    ),
]
