"""The short address of an office, outside the languages: short enough for paper (B38)."""

from django.urls import path

from booking.views.public.premises import short

urlpatterns = [path("<slug:slug>", short, name="short")]
