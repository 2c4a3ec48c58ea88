"""Addresses of the calendar module, below /admin/narocanje/."""

from django.urls import path, register_converter

from booking.staff.days import DayConverter
from booking.staff.views.counter_feed import CounterFeedPage
from booking.staff.views.news import Mailbox, News
from booking.staff.views.overview import Overview
from booking.staff.views.paper import Paper

app_name = "calendar"
register_converter(DayConverter, "day")

urlpatterns = [
    path("", Overview.as_view(), name="overview"),
    path("<slug:slug>/obvestila/", News.as_view(), name="news"),
    path("<slug:slug>/obvestila/naslov/", Mailbox.as_view(), name="mailbox"),
    path("<slug:slug>/seznam/<day:day>/<slug:period>.<slug:form>", Paper.as_view(), name="paper"),
    path(
        "<slug:slug>/okenca/<int:counter>/koledar/", CounterFeedPage.as_view(), name="counter_feed"
    ),
]
