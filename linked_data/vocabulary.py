"""Names of the vocabularies, and of the EU's controlled lists that both profiles point to."""

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, RDF, SKOS, TIME, XSD

from linked_data.facts import Texts

CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
LOCN = Namespace("http://www.w3.org/ns/locn#")
GEO = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
AUTHORITY = Namespace("http://publications.europa.eu/resource/authority/")
ATU_TYPE = URIRef("http://data.europa.eu/88u/dataset/atu-type")
MEDIA_TYPES = Namespace("https://www.iana.org/assignments/media-types/")

SLOVENIA = AUTHORITY["country/SVN"]
SLOVENIA_UNIT = AUTHORITY["atu/SVN"]
EURO = AUTHORITY["currency/EUR"]
LANGUAGES = {
    "sl": AUTHORITY["language/SLV"],
    "sr-Cyrl": AUTHORITY["language/SRP"],
    "sr-Latn": AUTHORITY["language/SRP"],
    "sr": AUTHORITY["language/SRP"],
    "en": AUTHORITY["language/ENG"],
    "it": AUTHORITY["language/ITA"],
    "hu": AUTHORITY["language/HUN"],
}

_PREFIXES = {
    "cpsv": CPSV,
    "cv": CV,
    "dcat": DCAT,
    "dct": DCTERMS,
    "eli": ELI,
    "foaf": FOAF,
    "geo": GEO,
    "locn": LOCN,
    "org": ORG,
    "skos": SKOS,
    "time": TIME,
    "vcard": VCARD,
    "xsd": XSD,
}
# The context of every JSON-LD document: the same short names as in Turtle.
CONTEXT = {prefix: str(namespace) for prefix, namespace in _PREFIXES.items()}


def new_graph() -> Graph:
    """Return an empty graph with the prefixes both profiles use, and no others."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in _PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def say(graph: Graph, subject: URIRef, predicate: URIRef, texts: Texts) -> None:
    """Add `texts` as literals with their language tags."""
    for tag, text in texts.items():
        graph.add((subject, predicate, Literal(text, lang=tag)))


def concept(graph: Graph, name: URIRef, labels: Texts) -> URIRef:
    """Add a concept with its labels and return its name."""
    graph.add((name, RDF.type, SKOS.Concept))
    say(graph, name, SKOS.prefLabel, labels)
    return name


def language(graph: Graph, tag: str) -> URIRef:
    """Add a language of the EU's list and return its name."""
    name = LANGUAGES[tag]
    graph.add((name, RDF.type, DCTERMS.LinguisticSystem))
    return name


def documents(graph: Graph, subject: URIRef, predicate: URIRef, pages: Texts) -> None:
    """Point to web pages."""
    for address in pages.values():
        graph.add((subject, predicate, URIRef(address)))
        graph.add((URIRef(address), RDF.type, FOAF.Document))
