"""Addresses of the calendar module, below /admin/narocanje/."""

from django.urls import path

from booking.staff.views.overview import Overview

app_name = "calendar"

urlpatterns = [
    path("", Overview.as_view(), name="overview"),
]
