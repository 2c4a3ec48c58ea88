"""Addresses of private calendars. Programs ask for them, so they have no language."""

from django.urls import path

from booking.views.counter_feed import counter_feed

urlpatterns = [path("okence/<str:token>.ics", counter_feed, name="counter_feed")]
