"""schema.org's own classes and properties, from a package that carries the vocabulary."""

from importlib import import_module
from typing import Any


def unknown_terms(node: Any, where: str = "") -> list[str]:
    """Return the classes and properties of a JSON-LD node that schema.org does not have there."""
    if isinstance(node, list):
        return [term for item in node for term in unknown_terms(item, where)]
    if not isinstance(node, dict):
        return []
    name = node.get("@type", "")
    try:
        known = import_module(f"pydantic2_schemaorg.{name}")
    except ModuleNotFoundError:
        return [f"{where}{name}"]
    properties = getattr(known, name).__fields__
    wrong = [f"{name}.{key}" for key in node if key[0] != "@" and key not in properties]
    inner = [
        term for key, value in node.items() for term in unknown_terms(value, f"{name}.{key}: ")
    ]
    return wrong + inner
