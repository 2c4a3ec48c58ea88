"""Services and organisations as the EU's application profile tells them (CPSV-AP 3.2, U4).

A service is named `<base><code>/#service`, all that belongs to it below that address; what
services share (units, life events, channels) is named `<base>#…`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, RDF, SKOS, XSD

from linked_data.facts import CallCentre, Fee, Organisation, Place, Service, Term, Texts
from linked_data.hours import temporal
from linked_data.vocabulary import (
    ATU_TYPE,
    CPSV,
    CV,
    ELI,
    EURO,
    GEO,
    LOCN,
    SLOVENIA,
    SLOVENIA_UNIT,
    concept,
    documents,
    language,
    new_graph,
    say,
)


@dataclass(frozen=True)
class Words:
    """What channels are called."""

    web: Texts
    phone: Texts
    office: Texts


def catalogue(
    services: Iterable[Service],
    organisations: Iterable[Organisation],
    call_centre: CallCentre,
    words: Words,
    *,
    base: str,
) -> Graph:
    """Return the graph of `services` with the organisations they name.

    A service no unit offers yet is the task of every organisation given. `base` is the absolute
    address of the catalogue and ends with a slash.
    """
    graph = new_graph()
    units = {unit.code: unit for unit in organisations}
    writer = _Writer(graph, base, units, call_centre, words)
    for service in services:
        writer.service(service)
    return graph


class _Writer:
    """Writes each shared thing once, when a service first names it."""

    def __init__(
        self,
        graph: Graph,
        base: str,
        units: dict[str, Organisation],
        call_centre: CallCentre,
        words: Words,
    ) -> None:
        self.graph, self.base, self.units = graph, base, units
        self.call_centre, self.words = call_centre, words

    def service(self, row: Service) -> None:
        it = self.of(row, "service")
        add = self.graph.add
        add((it, RDF.type, CPSV.PublicService))
        add((it, DCTERMS.identifier, Literal(row.code)))
        say(self.graph, it, DCTERMS.title, row.name)
        say(self.graph, it, DCTERMS.description, row.summary)
        for word in row.words:
            add((it, DCAT.keyword, Literal(word, lang=_language_of(word))))
        add((it, DCTERMS.language, language(self.graph, "sl")))
        add((it, DCTERMS.spatial, SLOVENIA))
        add((SLOVENIA, RDF.type, DCTERMS.Location))
        documents(self.graph, it, FOAF.page, row.pages)
        add((it, CV.thematicArea, self.term("category", row.category)))
        for code in row.units or tuple(self.units):
            add((it, CV.hasCompetentAuthority, self.organisation(self.units[code])))
        self.channels(it, row)
        self.cost(it, row)
        self.requirements(it, row)
        self.life_events(it, row)

    def channels(self, it: URIRef, row: Service) -> None:
        add = self.graph.add
        add((it, CV.hasChannel, self.channel(self.shared("channel-office"), "office")))
        if not row.booking:
            return
        web = self.channel(self.of(row, "web"), "web", of=row.code)
        documents(self.graph, web, FOAF.page, row.booking)
        add((it, CV.hasChannel, web))
        phone = self.channel(self.shared("channel-phone"), "phone")
        point = self.contact()
        add((phone, CV.contactPoint, point))
        for value in self.graph.objects(point, CV.openingHours):
            add((phone, CV.openingHours, value))
        add((it, CV.hasChannel, phone))
        add((it, CV.contactPoint, point))

    def channel(self, name: URIRef, kind: str, *, of: str = "") -> URIRef:
        code = f"{of}-{kind}" if of else kind
        labels: Texts = getattr(self.words, kind)
        self.graph.add((name, RDF.type, CV.Channel))
        self.graph.add((name, DCTERMS.identifier, Literal(code)))
        say(self.graph, name, DCTERMS.description, labels)
        kinds = self.shared(f"channel-kind-{kind}")
        self.graph.add((name, DCTERMS.type, concept(self.graph, kinds, labels)))
        return name

    def contact(self) -> URIRef:
        name = self.shared("call-centre")
        add = self.graph.add
        add((name, RDF.type, CV.ContactPoint))
        say(self.graph, name, DCTERMS.title, self.call_centre.name)
        add((name, CV.telephone, Literal(self.call_centre.phone)))
        documents(self.graph, name, CV.contactPage, self.call_centre.pages)
        for number, hours in enumerate(self.call_centre.hours, start=1):
            when = self.shared(f"call-centre-hours-{number}")
            add((name, CV.openingHours, temporal(self.graph, when, hours)))
        return name

    def cost(self, it: URIRef, row: Service) -> None:
        if row.fee is None:
            return
        name = self.of(row, "cost")
        self.graph.add((it, CV.hasCost, name))
        self._cost(name, f"{row.code}-cost", row.fee)

    def _cost(self, name: URIRef, code: str, fee: Fee) -> None:
        add = self.graph.add
        add((name, RDF.type, CV.Cost))
        add((name, DCTERMS.identifier, Literal(code)))
        add((name, CV.hasValue, Literal(str(fee.euros), datatype=XSD.double)))
        add((name, CV.currency, concept(self.graph, EURO, {})))
        say(self.graph, name, DCTERMS.description, fee.note)

    def requirements(self, it: URIRef, row: Service) -> None:
        """Add who may apply, what to bring, and the law."""
        add = self.graph.add
        if row.who:
            who = self.of(row, "who")
            add((it, CV.holdsRequirement, who))
            add((who, RDF.type, CV.Requirement))
            add((who, DCTERMS.identifier, Literal(f"{row.code}-who")))
            say(self.graph, who, DCTERMS.title, row.who)
        for document in row.documents:
            name = self.of(row, f"document-{document.code}")
            add((it, CPSV.hasInput, name))
            add((name, RDF.type, CV.Evidence))
            add((name, DCTERMS.identifier, Literal(f"{row.code}-document-{document.code}")))
            say(self.graph, name, DCTERMS.title, document.name)
            add((name, DCTERMS.type, self.term("case", document.case)))
        if row.law:
            law = self.of(row, "law")
            add((it, CV.hasLegalResource, law))
            add((law, RDF.type, ELI.LegalResource))
            say(self.graph, law, DCTERMS.description, row.law)

    def life_events(self, it: URIRef, row: Service) -> None:
        add = self.graph.add
        for event in row.life_events:
            name = self.shared(f"life-event-{event.code}")
            add((it, CV.isGroupedBy, name))
            add((name, CV.hasRelatedService, it))
            add((name, RDF.type, CV.LifeEvent))
            add((name, RDF.type, CV.Event))
            add((name, DCTERMS.identifier, Literal(event.code)))
            say(self.graph, name, DCTERMS.title, event.name)
            say(self.graph, name, DCTERMS.description, event.summary)

    def organisation(self, unit: Organisation) -> URIRef:
        name = self.shared(f"unit-{unit.code}")
        add = self.graph.add
        if (name, RDF.type, CV.PublicOrganisation) in self.graph:
            return name
        add((name, RDF.type, CV.PublicOrganisation))
        add((name, RDF.type, ORG.Organization))
        add((name, DCTERMS.identifier, Literal(unit.code)))
        say(self.graph, name, SKOS.prefLabel, unit.name)
        add((name, DCTERMS.spatial, SLOVENIA_UNIT))
        add((SLOVENIA_UNIT, RDF.type, ATU_TYPE))
        documents(self.graph, name, FOAF.page, unit.pages)
        for place in unit.places:
            add((name, ORG.hasSite, self.site(place)))
        return name

    def site(self, place: Place) -> URIRef:
        name = self.shared(f"office-{place.code}")
        add = self.graph.add
        add((name, RDF.type, ORG.Site))
        add((name, DCTERMS.identifier, Literal(place.code)))
        say(self.graph, name, SKOS.prefLabel, place.name)
        documents(self.graph, name, FOAF.page, place.pages)
        if place.latitude is not None and place.longitude is not None:
            add((name, GEO.lat, Literal(place.latitude)))
            add((name, GEO.long, Literal(place.longitude)))
        if place.address is not None:
            where = self.shared(f"office-{place.code}-address")
            add((name, ORG.siteAddress, where))
            add((where, RDF.type, LOCN.Address))
            if place.address.street:
                say(self.graph, where, LOCN.thoroughfare, {"sl": place.address.street})
            say(self.graph, where, LOCN.postName, {"sl": place.address.town})
            add((where, LOCN.postCode, Literal(place.address.postcode)))
        return name

    def term(self, kind: str, term: Term) -> URIRef:
        return concept(self.graph, self.shared(f"{kind}-{term.code}"), term.name)

    def of(self, row: Service, part: str) -> URIRef:
        return URIRef(f"{self.base}{row.code}/#{part}")

    def shared(self, part: str) -> URIRef:
        return URIRef(f"{self.base}#{part}")


def _language_of(word: str) -> str:
    """Return the tag of a search word: its script tells Serbian Cyrillic, and nothing the rest."""
    return "sr-Cyrl" if any("\u0400" <= letter <= "\u04ff" for letter in word) else "und"
