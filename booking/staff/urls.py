"""Addresses of the calendar module, below /admin/narocanje/."""

from django.urls import path

from booking.staff.views.news import Mailbox, News
from booking.staff.views.overview import Overview

app_name = "calendar"

urlpatterns = [
    path("<slug:slug>/obvestila/", News.as_view(), name="news"),
    path("<slug:slug>/obvestila/naslov/", Mailbox.as_view(), name="mailbox"),
    path("", Overview.as_view(), name="overview"),
]
