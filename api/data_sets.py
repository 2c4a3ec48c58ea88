"""Which data the portal gives to anybody, described for data portals (DCAT-AP, B33, U4)."""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rdflib import Graph

from api.linked_data import JSON_LD, TURTLE, Linked, base
from booking.information.linked_facts import call_centre_facts, pages
from languages.codes import html_lang
from languages.offered import offered
from languages.translated import every_translation as say
from linked_data import dcat, facts

_LANGUAGES = tuple(html_lang(code) for code in offered())
# Codes of the EU's frequencies: "continuously updated" and "as required".
_CONTINUOUSLY = "UPDATE_CONT"
_AS_REQUIRED = "IRREG"


def data_sets() -> Linked:
    """Return the catalogue of data sets: waiting times, services, offices. No query."""
    sets = [_waiting_times(), _services(), _offices()]
    centre = call_centre_facts()
    publisher = facts.Publisher(
        settings.PUBLISHER_NAME, settings.BASE_URL, settings.OPEN_DATA_LICENCE
    )
    name = say(_("Open data of the administrative units"))
    summary = say(
        _("Waiting times, services and offices of the administrative units, free for any use.")
    )
    api = dcat.Api(say(_("Programming interface of the portal")), base(""), base("schema/"))
    contact = dcat.Contact(centre.name, centre.phone)

    def write() -> Graph:
        return dcat.data_catalogue(
            sets, api, publisher, contact, name=name, summary=summary, base=base("datasets/")
        )

    return Linked((sets, api, publisher, contact, name, summary), write)


def _waiting_times() -> facts.DataSet:
    return facts.DataSet(
        "waiting-times",
        say(_("Waiting times at the offices")),
        say(
            _(
                "The first free appointment of every service at every office that offers it, "
                "computed from the calendars at the moment of asking."
            )
        ),
        say(_("waiting times")),
        pages("waiting_times"),
        (_file("waiting-times.csv", "CSV", "text/csv", _("Table (CSV)")),),
        _CONTINUOUSLY,
        _LANGUAGES,
    )


def _services() -> facts.DataSet:
    return facts.DataSet(
        "services",
        say(_("Catalogue of services")),
        say(
            _(
                "What each service is for, who may apply, what to bring, what it costs, and "
                "which units offer it."
            )
        ),
        say(_("public services")),
        pages("services"),
        (
            _file("catalogue.ttl", "RDF_TURTLE", TURTLE, _("Linked data, CPSV-AP (Turtle)")),
            _file("catalogue.jsonld", "JSON_LD", JSON_LD, _("Linked data, CPSV-AP (JSON-LD)")),
            _file("services/", "JSON", "application/json", _("List (JSON)")),
        ),
        _AS_REQUIRED,
        _LANGUAGES,
    )


def _offices() -> facts.DataSet:
    return facts.DataSet(
        "offices",
        say(_("Offices of the administrative units")),
        say(_("Where every office is, and whether an appointment there can be booked.")),
        say(_("administrative units")),
        pages("units"),
        (_file("locations/", "JSON", "application/json", _("List (JSON)")),),
        _AS_REQUIRED,
        ("sl",),
    )


def _file(path: str, form: str, media_type: str, name: Promise) -> facts.File:
    return facts.File(base(path), form, media_type, say(name))
