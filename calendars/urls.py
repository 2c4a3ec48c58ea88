from django.urls import path

from calendars.views import public_feed

urlpatterns = [path("<slug:name>.ics", public_feed, name="public_feed")]
