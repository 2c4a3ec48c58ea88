"""Addresses of calendars. Programs ask for them, so they have no language."""

from django.urls import path

from calendars.views.personal import personal_feed
from calendars.views.public import public_feed

urlpatterns = [
    path("<slug:name>.ics", public_feed, name="public_feed"),
    path("<slug:kind>/<str:token>.ics", personal_feed, name="personal_feed"),
]
