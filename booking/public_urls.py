"""What anybody may read, below the language prefix."""

from django.urls import path

from booking.views.public.bring_list import bring_list, bring_list_pdf
from booking.views.public.location import location
from booking.views.public.premises import premises
from booking.views.public.service_lists import category, life_event
from booking.views.public.units import units
from booking.views.public.waiting_times import waiting_times

urlpatterns = [
    path("enote/", units, name="units"),
    # Units and offices share one space of slugs, so one address does for both.
    path("enote/<slug:slug>/", location, name="location"),
    path("enote/<slug:slug>/", location, name="unit"),
    path("enote/<slug:slug>/obvestilo.<slug:form>", premises, name="premises"),
    path("cakalne-dobe/", waiting_times, name="waiting_times"),
    path("storitve/<slug:slug>/seznam/", bring_list, name="bring_list"),
    path("storitve/<slug:slug>/seznam.pdf", bring_list_pdf, name="bring_list_pdf"),
    path("podrocja/<slug:slug>/", category, name="category"),
    path("zivljenjski-dogodki/<slug:slug>/", life_event, name="life_event"),
]
