"""Addresses of the calendar module, below /admin/narocanje/."""

from django.urls import path

from booking.staff.views.counter_feed import CounterFeedPage
from booking.staff.views.overview import Overview

app_name = "calendar"

urlpatterns = [
    path("", Overview.as_view(), name="overview"),
    path(
        "<slug:slug>/okenca/<int:counter>/koledar/", CounterFeedPage.as_view(), name="counter_feed"
    ),
]
