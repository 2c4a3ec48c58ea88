"""Addresses of the calendar module, below /admin/narocanje/."""

from django.urls import path

from booking.staff.views.desk.appointment import Booked, Slip
from booking.staff.views.desk.book import Book
from booking.staff.views.desk.cancel import Cancel
from booking.staff.views.desk.find import Find
from booking.staff.views.desk.move import Move
from booking.staff.views.overview import Overview

app_name = "calendar"

urlpatterns = [
    path("", Overview.as_view(), name="overview"),
    path("iskanje/", Find.as_view(), name="find"),
    path("<slug:slug>/naroci/", Book.as_view(), name="book"),
    path("<slug:slug>/naroceno/<int:appointment>/", Booked.as_view(), name="booked"),
    path("<slug:slug>/listek/<int:appointment>/", Slip.as_view(), name="slip"),
    path("<slug:slug>/termin/<int:appointment>/prestavi/", Move.as_view(), name="move"),
    path("<slug:slug>/termin/<int:appointment>/odpovej/", Cancel.as_view(), name="cancel"),
]
