"""Reads the catalogue's YAML files. No database: what the files say, and nothing else."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "catalogue"
PILOT = ("ljubljana", "litija", "logatec")
SCALES = ("pilot", "nation")

Row = dict[str, Any]


@dataclass(frozen=True)
class Catalogue:
    """One reading of the files, narrowed to the units of a scale."""

    units: list[Row]
    locations: list[Row]
    municipalities: list[Row]
    places: list[Row]
    categories: list[Row]  # each with its "services"
    life_events: list[Row]
    notices: list[Row]
    counters: dict[str, int]
    counter_services: Row
    channels: Row
    hours: Row
    one_offs: Row
    demand: Row


def read(scale: str = "nation") -> Catalogue:
    """Return the catalogue of `scale`, "pilot" or "nation"; raises ValueError for another."""
    if scale not in SCALES:
        raise ValueError(f"Unknown scale: {scale}")
    units = [row for row in _file("units") if scale == "nation" or row["slug"] in PILOT]
    kept = {row["slug"] for row in units}
    categories = [_parse(path) for path in sorted((FOLDER / "services").glob("*.yaml"))]
    return Catalogue(
        units=units,
        locations=[row for row in _file("locations") if row["unit"] in kept],
        municipalities=[row for row in _file("municipalities") if row["unit"] in kept],
        places=_file("places"),
        categories=sorted(categories, key=lambda row: row["category"]["order"]),
        **{name: _file(name) for name in _WHOLE},
    )


_WHOLE = (
    "life_events",
    "notices",
    "counters",
    "counter_services",
    "channels",
    "hours",
    "one_offs",
    "demand",
)


def fingerprint(scale: str) -> str:
    """Return a SHA-256 over the scale and every file, in hex, without parsing any of them."""
    digest = hashlib.sha256(scale.encode())
    for path in sorted(FOLDER.rglob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _file(name: str) -> Any:
    return _parse(FOLDER / f"{name}.yaml")


@lru_cache(maxsize=64)
def _parse(path: Path) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is ten times as fast
    with path.open(encoding="utf-8") as file:  # an error names the file and its line
        return yaml.load(file, Loader=loader)  # noqa: S506 - a safe loader
