"""Regular hours in RDF's time ontology and in schema.org."""

from datetime import time
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, TIME, XSD

from linked_data.facts import DayOpen, Open

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def temporal(graph: Graph, name: URIRef, hours: Open) -> URIRef:
    """Add `hours` as a time:TemporalEntity and return its name."""
    graph.add((name, RDF.type, TIME.TemporalEntity))
    for predicate, moment in ((TIME.hasBeginning, hours.opens), (TIME.hasEnd, hours.closes)):
        part = URIRef(f"{name}-{predicate.rpartition('#')[2]}")
        instant = URIRef(f"{part}-instant")
        graph.add((name, predicate, instant))
        graph.add((instant, RDF.type, TIME.Instant))
        graph.add((instant, TIME.inDateTime, part))
        graph.add((part, RDF.type, TIME.DateTimeDescription))
        graph.add((part, TIME.unitType, TIME.unitMinute))
        graph.add((part, TIME.hour, Literal(moment.hour, datatype=XSD.nonNegativeInteger)))
        graph.add((part, TIME.minute, Literal(moment.minute, datatype=XSD.nonNegativeInteger)))
        for day in hours.days:
            graph.add((part, TIME.dayOfWeek, TIME[DAYS[day]]))
    return name


def regular(hours: Open) -> dict[str, Any]:
    """Return an OpeningHoursSpecification of some weekdays."""
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [f"https://schema.org/{DAYS[day]}" for day in hours.days],
        "opens": f"{hours.opens:%H:%M}",
        "closes": _end(hours.closes),
    }


def special(row: DayOpen) -> list[dict[str, Any]]:
    """Return the OpeningHoursSpecifications of one date; closed is from 00:00 to 00:00."""
    date = {"validFrom": row.day.isoformat(), "validThrough": row.day.isoformat()}
    spans = [(f"{opens:%H:%M}", _end(closes)) for opens, closes in row.spans] or [("00:00",) * 2]
    return [
        {"@type": "OpeningHoursSpecification", "opens": opens, "closes": closes} | date
        for opens, closes in spans
    ]


def _end(closes: time) -> str:
    """Return a closing time; the end of the day is 23:59, for 00:00 would mean closed."""
    text = f"{closes:%H:%M}"
    return "23:59" if text == "00:00" else text
