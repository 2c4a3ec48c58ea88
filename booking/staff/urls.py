"""Addresses of the calendar module, below /admin/narocanje/."""

from django.urls import path

from booking.staff.views.bulk_changes import BulkChanges
from booking.staff.views.changing import ConfirmChange
from booking.staff.views.exceptions import ExceptionAdd, ExceptionChange, ExceptionsPage
from booking.staff.views.hours import HoursChange, HoursEnd, HoursPage
from booking.staff.views.overview import Overview

app_name = "calendar"

urlpatterns = [
    path("", Overview.as_view(), name="overview"),
    path("<slug:slug>/ure/", HoursPage.as_view(), name="hours"),
    path("<slug:slug>/ure/spremeni/", HoursChange.as_view(), name="hours_change"),
    path("<slug:slug>/ure/koncaj/", HoursEnd.as_view(), name="hours_end"),
    path("<slug:slug>/izjeme/", ExceptionsPage.as_view(), name="exceptions"),
    path("<slug:slug>/izjeme/dodaj/", ExceptionAdd.as_view(), name="exception_add"),
    path("<slug:slug>/izjeme/spremeni/", ExceptionChange.as_view(), name="exception_change"),
    path("<slug:slug>/potrdi/", ConfirmChange.as_view(), name="change_confirm"),
    path("<slug:slug>/spremembe/", BulkChanges.as_view(), name="bulk_changes"),
]
