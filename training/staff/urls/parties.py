from django.urls import URLPattern, path, re_path

from training.staff import contracts, invitations, offer_documents, offers, reports, trainers

_offers: list[URLPattern] = [
    path("ponudbe/", offers.Offers.as_view(), name="offers"),
    path("ponudbe/nova/<int:bundle>/", offers.OfferAdd.as_view(), name="offer_add"),
    path("ponudbe/<int:pk>/", offers.OfferPage.as_view(), name="offer"),
    path("ponudbe/<int:pk>/popravi/", offers.OfferEdit.as_view(), name="offer_edit"),
    path(
        "ponudbe/<int:pk>/dokumenti/",
        offer_documents.OfferDocuments.as_view(),
        name="offer_documents",
    ),
    path("ponudbe/<int:pk>/povabi/", invitations.OfferInvite.as_view(), name="offer_invite"),
    path("ponudbe/<int:pk>/pogodba/", contracts.ContractAdd.as_view(), name="contract_add"),
    path("dokumenti-ponudb/<int:pk>/", offer_documents.DocumentFile.as_view(), name="document"),
    path(
        "dokumenti-ponudb/<int:pk>/odstrani/",
        offer_documents.DocumentRemove.as_view(),
        name="document_remove",
    ),
    path("povabila/<int:pk>/", invitations.InvitationReply.as_view(), name="invitation_reply"),
]

_contracts: list[URLPattern] = [
    path("pogodbe/", contracts.Contracts.as_view(), name="contracts"),
    path("pogodbe/<int:pk>/", contracts.ContractPage.as_view(), name="contract"),
    path("pogodbe/<int:pk>/popravi/", contracts.ContractEdit.as_view(), name="contract_edit"),
    path("pogodbe/<int:pk>/prejeta/", contracts.ContractSend.as_view(), name="contract_send"),
    path("pogodbe/<int:pk>/podpisana/", contracts.ContractSign.as_view(), name="contract_sign"),
    path("pogodbe/<int:pk>/porocilo/", reports.ReportPage.as_view(), name="report"),
    path("pogodbe/<int:pk>/porocilo.<str:form>", reports.ReportFile.as_view(), name="report_file"),
]

_trainers: list[URLPattern] = [
    path("predavatelji/<int:pk>/racun/", trainers.TrainerPage.as_view(), name="trainer"),
    path(
        "predavatelji/<int:pk>/geslo/", trainers.TrainerPassword.as_view(), name="trainer_password"
    ),
    re_path(
        r"^predavatelji/(?P<pk>[0-9]{1,18})/(?P<step>end|retire|back)/$",
        trainers.TrainerStep.as_view(),
        name="trainer_step",
    ),
]

urlpatterns: list[URLPattern] = [*_offers, *_contracts, *_trainers]
