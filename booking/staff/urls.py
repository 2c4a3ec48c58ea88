"""Addresses of the calendar module, below /admin/narocanje/."""

from django.urls import path, register_converter

from booking.staff.converters import IsoDate
from booking.staff.views.appointment import AppointmentPage
from booking.staff.views.go_to import GoToDay, GoToWeek
from booking.staff.views.overview import Overview
from booking.staff.views.schedule import Day, Week
from booking.staff.views.walk_in import WalkIn

register_converter(IsoDate, "iso-date")

app_name = "calendar"

urlpatterns = [
    path("", Overview.as_view(), name="overview"),
    path("<slug:slug>/dan/", GoToDay.as_view(), name="go_to_day"),
    path("<slug:slug>/dan/<iso-date:day>/", Day.as_view(), name="day"),
    path("<slug:slug>/teden/", GoToWeek.as_view(), name="go_to_week"),
    path("<slug:slug>/teden/<iso-date:day>/", Week.as_view(), name="week"),
    path("<slug:slug>/brez-termina/", WalkIn.as_view(), name="walk_in"),
    path("<slug:slug>/termin/<int:appointment>/", AppointmentPage.as_view(), name="appointment"),
]
