"""Loads units, offices, municipalities and places."""

from datetime import datetime
from typing import Any

from booking.actions.places import create_office, create_unit
from booking.demo.catalogue import Catalogue, Row
from booking.models import Location, Municipality, Place
from languages.sorting import plain
from privacy.audit import SYSTEM

_MINORITY_FORMS = {"it": "Unità amministrativa {}", "hu": "{}i közigazgatási egység"}


def load_places(catalogue: Catalogue, *, at: datetime) -> dict[str, int]:
    """Create what is missing and correct what differs; return the counts by noun."""
    stored = {location.slug: location for location in Location.objects.all()}
    for row in catalogue.units:
        facts = _unit_facts(row, catalogue.channels)
        _load(stored, row["slug"], facts, lambda facts: create_unit(by=SYSTEM, at=at, **facts))
    for row in catalogue.locations:
        parent = stored[row["unit"]]
        _load(
            stored,
            row["slug"],
            _office_facts(row, parent),
            lambda facts, parent=parent: create_office(parent, by=SYSTEM, at=at, **facts),
        )
    return {
        "units": len(catalogue.units),
        "locations": len(catalogue.locations),
        "municipalities": _load_municipalities(catalogue, stored),
        "places": _load_towns(catalogue),
    }


def _load(stored: dict[str, Location], slug: str, facts: Row, create: Any) -> None:
    location = stored.get(slug)
    if location is None:
        stored[slug] = create({"slug": slug, **facts})
        return
    changed = [name for name, value in facts.items() if getattr(location, name) != value]
    for name in changed:
        setattr(location, name, facts[name])
    if changed:
        location.save(update_fields=changed)


def _unit_facts(row: Row, channels: Row) -> Row:
    slug = row["slug"]
    is_open = slug not in channels["not_yet"]
    extra = ["agent"] if slug in channels["agent"] else []
    return {
        **_address(row),
        **_names(row["name"], row["town"], row["bilingual"]),
        "region": row["region"],
        "email": row["email"],
        "is_email_checked": row["email_checked"],
        "open_channels": channels["everywhere"] + extra if is_open else [],
    }


def _office_facts(row: Row, unit: Location) -> Row:
    return {
        **_address(row),
        **_names(row["name"], row["town"], unit.minority_language),
        "kind": row["kind"],
        "region": unit.region,
    }


def _address(row: Row) -> Row:
    return {
        "street": row["street"] or "",
        "postcode": row["postcode"],
        "town": row["town"],
        "latitude": row["lat"],
        "longitude": row["lon"],
        "is_address_checked": row["address_checked"],
    }


def _names(name: str, town: str, minority: str | None) -> Row:
    """Return the name and, where the town has a second official name, its form in that language."""
    _slovene, _slash, other = town.partition(" / ")
    form = _MINORITY_FORMS[minority].format(other) if minority and other else ""
    return {"name": name, "name_minority": form, "minority_language": minority or ""}


def _load_municipalities(catalogue: Catalogue, stored: dict[str, Location]) -> int:
    Municipality.objects.bulk_create(
        [
            Municipality(slug=row["slug"], name=row["name"], unit=stored[row["unit"]])
            for row in catalogue.municipalities
        ],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["name", "unit"],
    )
    return len(catalogue.municipalities)


def _load_towns(catalogue: Catalogue) -> int:
    """Bring the places in line with the file; nothing points to them, so they are written anew."""
    municipalities = dict(Municipality.objects.values_list("slug", "pk"))
    Place.objects.all().delete()
    Place.objects.bulk_create(
        Place(
            name=row["name"],
            plain_name=plain(row["name"]),
            postcode=row["postcode"],
            latitude=row["lat"],
            longitude=row["lon"],
            municipality_id=municipalities.get(row["municipality"]),
        )
        for row in catalogue.places
    )
    return len(catalogue.places)
