"""Addresses of the walk and of a booking's own pages, below the language prefix."""

from django.urls import include, path

from booking.views import manage
from booking.views.walk import check, done, holding, know, move, people, start, urgent, when, where

urlpatterns = [
    path("", include("booking.public_urls")),
    path("narocanje/<slug:service>/", start.start, name="book"),
    path("narocanje/<slug:service>/nujno/", urgent.urgent, name="book_urgent"),
    path("narocanje/<slug:service>/kje/", where.where, name="book_where"),
    path("narocanje/<slug:service>/<slug:location>/kdaj/", when.when, name="book_when"),
    path("narocanje/<slug:service>/<slug:location>/zadrzi/", holding.hold_time, name="book_hold"),
    path("rezervacija/kaj-vedeti/", know.know, name="book_know"),
    path("rezervacija/kdo-pride/", people.people, name="book_people"),
    path("rezervacija/preveri/", check.check, name="book_check"),
    path("rezervacija/potrjeno/", done.done, name="book_done"),
    path("rezervacija/prestavitev/", move.check_move, name="book_move"),
    path("rezervacija/ne-prestavi/", move.keep_old, name="book_keep_old"),
    path("rezervacija/podaljsaj/", holding.extend, name="book_extend"),
    path("rezervacija/sprosti/", holding.give_up, name="book_give_up"),
    path("moj-termin/", manage.find_booking, name="find_booking"),
    path("termin/<str:token>/", manage.manage, name="manage"),
    path("termin/<str:token>/odpoved/", manage.manage_cancel, name="manage_cancel"),
    path("termin/<str:token>/prestavi/", manage.manage_move, name="manage_move"),
    path("termin/<str:token>/termin.ics", manage.manage_ics, name="manage_ics"),
]
