from django.urls import path, re_path

from api.views.appointments import Cancel, Reschedule
from api.views.catalogue import Locations, Municipalities, Services
from api.views.earliest import Earliest
from api.views.events import Events
from api.views.feeds import Feeds
from api.views.holds import Confirm, Hold, Holds
from api.views.linked_data import (
    Catalogue,
    CatalogueFile,
    DataSets,
    DataSetsFile,
    ServiceEntry,
    ServiceFile,
)
from api.views.root import OpenApi, Root, Unknown
from api.views.slots import Slots
from api.views.trainings import Courses, Runs
from api.views.waiting_times import WaitingTimes

HOLD_ID = r"(?P<token>[A-Za-z0-9_-]{43})"
# Whatever stands after the dot: an unknown one is a problem document, never led elsewhere.
SUFFIX = r"(?P<suffix>[\s\S]+)"
REFERENCE = r"(?P<reference>[A-Za-z0-9-]{1,12})"

urlpatterns = [
    path("", Root.as_view(), name="api_root"),
    path("schema/", OpenApi.as_view(), name="api_schema"),
    path("services/", Services.as_view(), name="api_services"),
    path("services/<slug:slug>/earliest/", Earliest.as_view(), name="api_earliest"),
    path("locations/", Locations.as_view(), name="api_locations"),
    path("locations/<slug:slug>/slots/", Slots.as_view(), name="api_slots"),
    path("municipalities/", Municipalities.as_view(), name="api_municipalities"),
    path("courses/", Courses.as_view(), name="api_courses"),
    path("runs/", Runs.as_view(), name="api_runs"),
    path("events/", Events.as_view(), name="api_events"),
    path("feeds/", Feeds.as_view(), name="api_feeds"),
    path("catalogue/", Catalogue.as_view(), name="api_catalogue"),
    re_path(rf"^catalogue\.{SUFFIX}\Z", CatalogueFile.as_view(), name="api_catalogue_file"),
    path("catalogue/<slug:slug>/", ServiceEntry.as_view(), name="api_catalogue_service"),
    re_path(
        rf"^catalogue/(?P<slug>[^.]+)\.{SUFFIX}\Z",
        ServiceFile.as_view(),
        name="api_catalogue_service_file",
    ),
    path("datasets/", DataSets.as_view(), name="api_data_sets"),
    re_path(rf"^datasets\.{SUFFIX}\Z", DataSetsFile.as_view(), name="api_data_sets_file"),
    path("waiting-times.csv", WaitingTimes.as_view(), name="api_waiting_times"),
    path("holds/", Holds.as_view(), name="api_holds"),
    re_path(rf"^holds/{HOLD_ID}/\Z", Hold.as_view(), name="api_hold"),
    re_path(rf"^holds/{HOLD_ID}/confirm/\Z", Confirm.as_view(), name="api_confirm"),
    re_path(rf"^appointments/{REFERENCE}/cancel/\Z", Cancel.as_view(), name="api_cancel"),
    re_path(
        rf"^appointments/{REFERENCE}/reschedule/\Z", Reschedule.as_view(), name="api_reschedule"
    ),
    # An address without its last slash is led to the one with it; all else is a problem document.
    re_path(r"^(?:[\s\S]*/)\Z", Unknown.as_view()),
]
