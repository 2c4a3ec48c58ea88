"""What authorities open, below the language prefix; the pages around it are Wagtail's."""

from django.urls import path

from programme.views import following, submitting

urlpatterns = [
    path("inovativen-si/oddaj-izziv/", submitting.challenge, name="programme_submit"),
    path("inovativen-si/zaprosi-za-podporo/", submitting.support, name="programme_support"),
    path("inovativen-si/poslano/", submitting.sent, name="programme_sent"),
    path("inovativen-si/potrdi/<str:token>/", following.confirm_address, name="programme_confirm"),
    path("inovativen-si/stanje/<str:token>/", following.status, name="programme_status"),
]
