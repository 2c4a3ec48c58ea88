"""Addresses of the calendar module, below /admin/narocanje/."""

from django.urls import path, register_converter

from booking.staff.converters import IsoDate
from booking.staff.views.appointment import AppointmentPage
from booking.staff.views.bulk_changes import BulkChanges
from booking.staff.views.changing import ConfirmChange
from booking.staff.views.counter_clearing import CounterClear
from booking.staff.views.counter_feed import CounterFeedPage
from booking.staff.views.counter_services import CountersServices
from booking.staff.views.counters import CounterAdd, CounterEdit, CounterRetire, Counters
from booking.staff.views.desk.adding import VisitAdd
from booking.staff.views.desk.appointment import Booked, Slip
from booking.staff.views.desk.book import Book
from booking.staff.views.desk.cancel import Cancel
from booking.staff.views.desk.find import Find
from booking.staff.views.desk.linking import VisitLink, VisitUnlink
from booking.staff.views.desk.move import Move
from booking.staff.views.exceptions import ExceptionAdd, ExceptionChange, ExceptionsPage
from booking.staff.views.go_to import GoToDay, GoToWeek
from booking.staff.views.handbook import Handbook, HandbookChapter, HandbookPrint
from booking.staff.views.handover import HandOver
from booking.staff.views.hours import HoursChange, HoursEnd, HoursPage
from booking.staff.views.news import Mailbox, News
from booking.staff.views.overview import Overview
from booking.staff.views.paper import Paper
from booking.staff.views.people import People, PersonAdd, PersonEnd, PersonPassword
from booking.staff.views.places import PlaceAdd, PlaceEdit, PlaceMove, Tree
from booking.staff.views.premises import Premises
from booking.staff.views.reserves import ReserveAdd, ReserveEnd
from booking.staff.views.schedule import Day, Week
from booking.staff.views.walk_in import WalkIn

app_name = "calendar"
register_converter(IsoDate, "iso-date")

urlpatterns = [
    path("", Overview.as_view(), name="overview"),
    path("prirocnik/", Handbook.as_view(), name="handbook"),
    path("prirocnik/natis/", HandbookPrint.as_view(), name="handbook_print"),
    path("prirocnik/<str:subject>/", HandbookChapter.as_view(), name="handbook_chapter"),
    path("<slug:slug>/obvestila/", News.as_view(), name="news"),
    path("<slug:slug>/obvestila/naslov/", Mailbox.as_view(), name="mailbox"),
    path("<slug:slug>/obvestilo/", Premises.as_view(), name="premises"),
    path(
        "<slug:slug>/seznam/<iso-date:day>/<slug:period>.<slug:form>", Paper.as_view(), name="paper"
    ),
    path(
        "<slug:slug>/okenca/<int:counter>/koledar/", CounterFeedPage.as_view(), name="counter_feed"
    ),
    path("mesta/", Tree.as_view(), name="tree"),
    path("mesta/novo/", PlaceAdd.as_view(), name="place_add"),
    path("<slug:slug>/podatki/", PlaceEdit.as_view(), name="place_edit"),
    path("<slug:slug>/premik/", PlaceMove.as_view(), name="place_move"),
    path("<slug:slug>/okenca/", Counters.as_view(), name="counters"),
    path("<slug:slug>/okenca/novo/", CounterAdd.as_view(), name="counter_add"),
    path("<slug:slug>/okenca/storitve/", CountersServices.as_view(), name="counters_services"),
    path("<slug:slug>/okenca/<int:counter>/", CounterEdit.as_view(), name="counter_edit"),
    path(
        "<slug:slug>/okenca/<int:counter>/izprazni/", CounterClear.as_view(), name="counter_clear"
    ),
    path("<slug:slug>/okenca/<int:counter>/raba/", CounterRetire.as_view(), name="counter_retire"),
    path("sodelavci/", People.as_view(), name="people"),
    path("sodelavci/novo/", PersonAdd.as_view(), name="person_add"),
    path("sodelavci/<int:grant>/konec/", PersonEnd.as_view(), name="person_end"),
    path("sodelavci/<int:grant>/geslo/", PersonPassword.as_view(), name="person_password"),
    path("iskanje/", Find.as_view(), name="find"),
    path("<slug:slug>/naroci/", Book.as_view(), name="book"),
    path("<slug:slug>/naroceno/<int:appointment>/", Booked.as_view(), name="booked"),
    path("<slug:slug>/listek/<int:appointment>/", Slip.as_view(), name="slip"),
    path("<slug:slug>/termin/<int:appointment>/prestavi/", Move.as_view(), name="move"),
    path("<slug:slug>/termin/<int:appointment>/odpovej/", Cancel.as_view(), name="cancel"),
    path("<slug:slug>/termin/<int:appointment>/dodaj/", VisitAdd.as_view(), name="visit_add"),
    path("<slug:slug>/termin/<int:appointment>/povezi/", VisitLink.as_view(), name="visit_link"),
    path(
        "<slug:slug>/termin/<int:appointment>/razvezi/", VisitUnlink.as_view(), name="visit_unlink"
    ),
    path("<slug:slug>/dan/", GoToDay.as_view(), name="go_to_day"),
    path("<slug:slug>/dan/<iso-date:day>/", Day.as_view(), name="day"),
    path("<slug:slug>/teden/", GoToWeek.as_view(), name="go_to_week"),
    path("<slug:slug>/teden/<iso-date:day>/", Week.as_view(), name="week"),
    path("<slug:slug>/predaja/", HandOver.as_view(), name="hand_over"),
    path("<slug:slug>/brez-termina/", WalkIn.as_view(), name="walk_in"),
    path("<slug:slug>/termin/<int:appointment>/", AppointmentPage.as_view(), name="appointment"),
    path("<slug:slug>/ure/", HoursPage.as_view(), name="hours"),
    path("<slug:slug>/ure/spremeni/", HoursChange.as_view(), name="hours_change"),
    path("<slug:slug>/ure/koncaj/", HoursEnd.as_view(), name="hours_end"),
    path("<slug:slug>/ure/nujni/", ReserveAdd.as_view(), name="reserve_add"),
    path("<slug:slug>/ure/nujni/koncaj/", ReserveEnd.as_view(), name="reserve_end"),
    path("<slug:slug>/izjeme/", ExceptionsPage.as_view(), name="exceptions"),
    path("<slug:slug>/izjeme/dodaj/", ExceptionAdd.as_view(), name="exception_add"),
    path("<slug:slug>/izjeme/spremeni/", ExceptionChange.as_view(), name="exception_change"),
    path("<slug:slug>/potrdi/", ConfirmChange.as_view(), name="change_confirm"),
    path("<slug:slug>/spremembe/", BulkChanges.as_view(), name="bulk_changes"),
]
