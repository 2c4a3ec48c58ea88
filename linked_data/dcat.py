"""The portal's open data as national and EU data portals harvest it (DCAT-AP 3.0, B33, U4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SKOS

from linked_data.facts import DataSet, File, Publisher, Texts
from linked_data.vocabulary import (
    AUTHORITY,
    MEDIA_TYPES,
    SLOVENIA,
    VCARD,
    concept,
    documents,
    language,
    new_graph,
    say,
)


@dataclass(frozen=True)
class Api:
    """The programming interface that serves the data sets."""

    name: Texts
    endpoint: str
    description: str


@dataclass(frozen=True)
class Contact:
    """Whom to ask about the data."""

    name: Texts
    phone: str


def data_catalogue(
    sets: Iterable[DataSet],
    api: Api,
    publisher: Publisher,
    contact: Contact,
    *,
    name: Texts,
    summary: Texts,
    base: str,
) -> Graph:
    """Return the graph of the catalogue, its data sets and the service that gives them out.

    `base` is the catalogue's absolute address; what it holds is named `<base>#…`.
    """
    graph = new_graph()
    writer = _Writer(graph, base, publisher, contact)
    writer.catalogue(list(sets), api, name, summary)
    return graph


class _Writer:
    def __init__(self, graph: Graph, base: str, publisher: Publisher, contact: Contact) -> None:
        self.graph, self.base = graph, base
        self.licence = URIRef(publisher.licence)
        self.publisher = self._publisher(publisher)
        self.contact = self._contact(contact)
        graph.add((self.licence, RDF.type, DCTERMS.LicenseDocument))
        graph.add((SLOVENIA, RDF.type, DCTERMS.Location))

    def catalogue(self, sets: list[DataSet], api: Api, name: Texts, summary: Texts) -> None:
        add = self.graph.add
        it = self.named("catalogue")
        add((it, RDF.type, DCAT.Catalog))
        self.describe(it, name, summary)
        add((it, DCTERMS.license, self.licence))
        add((it, DCTERMS.spatial, SLOVENIA))
        themes = URIRef(str(AUTHORITY["data-theme"]))
        add((themes, RDF.type, SKOS.ConceptScheme))
        add((it, DCAT.themeTaxonomy, themes))
        for tag in sorted({tag for row in sets for tag in row.languages}):
            add((it, DCTERMS.language, language(self.graph, tag)))
        service = self.named("api")
        for row in sets:
            add((it, DCAT.dataset, self.data_set(row)))
            add((service, DCAT.servesDataset, self.named(row.code)))
        add((it, DCAT.service, service))
        self.api(service, api)

    def data_set(self, row: DataSet) -> URIRef:
        add = self.graph.add
        it = self.named(row.code)
        add((it, RDF.type, DCAT.Dataset))
        add((it, DCTERMS.identifier, Literal(row.code)))
        self.describe(it, row.name, row.summary)
        say(self.graph, it, DCAT.keyword, row.words)
        add((it, DCAT.contactPoint, self.contact))
        add((it, DCTERMS.spatial, SLOVENIA))
        frequency = AUTHORITY[f"frequency/{row.frequency}"]
        add((it, DCTERMS.accrualPeriodicity, frequency))
        add((frequency, RDF.type, DCTERMS.Frequency))
        add((it, DCAT.theme, concept(self.graph, AUTHORITY[f"data-theme/{row.theme}"], {})))
        for tag in row.languages:
            add((it, DCTERMS.language, language(self.graph, tag)))
        documents(self.graph, it, DCAT.landingPage, row.pages)
        for number, file in enumerate(row.files, start=1):
            name = self.named(f"{row.code}-file-{number}")
            add((it, DCAT.distribution, name))
            self.file(name, file)
        return it

    def file(self, it: URIRef, file: File) -> None:
        add = self.graph.add
        add((it, RDF.type, DCAT.Distribution))
        say(self.graph, it, DCTERMS.title, file.name)
        for predicate in (DCAT.accessURL, DCAT.downloadURL):
            add((it, predicate, URIRef(file.url)))
        form = AUTHORITY[f"file-type/{file.format}"]
        media = MEDIA_TYPES[file.media_type]
        add((it, DCTERMS.format, form))
        add((form, RDF.type, DCTERMS.MediaTypeOrExtent))
        add((it, DCAT.mediaType, media))
        add((media, RDF.type, DCTERMS.MediaType))
        add((it, DCTERMS.license, self.licence))
        add((it, DCAT.accessService, self.named("api")))

    def api(self, it: URIRef, api: Api) -> None:
        add = self.graph.add
        add((it, RDF.type, DCAT.DataService))
        say(self.graph, it, DCTERMS.title, api.name)
        add((it, DCAT.endpointURL, URIRef(api.endpoint)))
        add((it, DCAT.endpointDescription, URIRef(api.description)))
        add((it, DCTERMS.license, self.licence))
        add((it, DCTERMS.publisher, self.publisher))
        add((it, DCAT.contactPoint, self.contact))

    def describe(self, it: URIRef, name: Texts, summary: Texts) -> None:
        say(self.graph, it, DCTERMS.title, name)
        say(self.graph, it, DCTERMS.description, summary)
        self.graph.add((it, DCTERMS.publisher, self.publisher))

    def _publisher(self, publisher: Publisher) -> URIRef:
        it = self.named("publisher")
        self.graph.add((it, RDF.type, FOAF.Agent))
        self.graph.add((it, FOAF.name, Literal(publisher.name)))
        self.graph.add((it, FOAF.homepage, URIRef(publisher.url)))
        return it

    def _contact(self, contact: Contact) -> URIRef:
        it = self.named("contact")
        self.graph.add((it, RDF.type, VCARD.Organization))
        self.graph.add((it, RDF.type, VCARD.Kind))
        say(self.graph, it, VCARD.fn, contact.name)
        digits = "".join(sign for sign in contact.phone if sign.isdigit() or sign == "+")
        self.graph.add((it, VCARD.hasTelephone, URIRef(f"tel:{digits}")))
        return it

    def named(self, part: str) -> URIRef:
        return URIRef(f"{self.base}#{part}")
