"""Whether a graph keeps the shapes of an application profile."""

from pathlib import Path

from pyshacl import validate
from rdflib import Graph

FOLDER = Path(__file__).parent


def broken_rules(graph: Graph, shapes: str) -> str:
    """Return what is wrong with the graph in words, "" where nothing is."""
    conforms, _results, text = validate(graph, shacl_graph=str(FOLDER / shapes))
    return "" if conforms else text
