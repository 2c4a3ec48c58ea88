"""Loads counters and says which services each of them does."""

from booking.demo.catalogue import Catalogue, Row
from booking.models import Counter, Location, Service


def layout(layouts: Row, kind: str, count: int) -> list[list[str]]:
    """Return the groups of each of an office's `count` counters.

    The largest layout of the kind that is not larger than `count` is taken; what it lacks are
    counters that do its first group. An office smaller than every layout gets the smallest,
    folded: its last counter does what is left.
    """
    sizes = sorted(layouts[kind])
    fitting = max((size for size in sizes if size <= count), default=sizes[0])
    groups = [list(names) for names in layouts[kind][fitting]]
    while len(groups) < count:
        groups.insert(1, list(groups[0]))
    while len(groups) > count:
        last = groups.pop()
        groups[-1] = list(dict.fromkeys(groups[-1] + last))
    return groups


def group_services(catalogue: Catalogue) -> dict[str, set[str]]:
    """Return the slugs of the services of each group."""
    in_category = {
        entry["category"]["slug"]: {row["slug"] for row in entry["services"]}
        for entry in catalogue.categories
    }
    return {
        name: set(group["services"]).union(*(in_category[slug] for slug in group["categories"]))
        for name, group in catalogue.counter_services["groups"].items()
    }


def load_counters(catalogue: Catalogue) -> int:
    """Create the missing counters and set the services of all; return how many there are."""
    groups = group_services(catalogue)
    wanted = {
        (row["slug"], f"Okence {number}"): (number, set().union(*(groups[name] for name in names)))
        for row in catalogue.locations
        for number, names in enumerate(_groups_of(catalogue, row), start=1)
    }
    locations = {
        location.slug: location
        for location in Location.objects.filter(slug__in={slug for slug, _label in wanted})
    }
    stored = _stored(locations)
    Counter.objects.bulk_create(
        Counter(location=locations[key[0]], label=key[1], order=number)
        for key, (number, _services) in wanted.items()
        if key not in stored
    )
    stored = _stored(locations)
    _set_services({stored[key]: services for key, (_number, services) in wanted.items()})
    return len(wanted)


def _groups_of(catalogue: Catalogue, row: Row) -> list[list[str]]:
    layouts = catalogue.counter_services["layouts"]
    return layout(layouts, row["kind"], catalogue.counters[row["slug"]])


def _stored(locations: dict[str, Location]) -> dict[tuple[str, str], int]:
    rows = Counter.objects.in_use().filter(location__in=locations.values())
    return {
        (slug, label): key for slug, label, key in rows.values_list("location__slug", "label", "pk")
    }


def _set_services(wanted: dict[int, set[str]]) -> None:
    """Make the counters do exactly these services, with as few writes as that takes."""
    keys = dict(Service.objects.values_list("slug", "pk"))
    pairs = {(counter, keys[slug]) for counter, slugs in wanted.items() for slug in slugs}
    through = Counter.services.through
    rows = through.objects.filter(counter__in=wanted)
    stored = {(row.counter_id, row.service_id): row.pk for row in rows}
    surplus = [key for pair, key in stored.items() if pair not in pairs]
    through.objects.filter(pk__in=surplus).delete()
    through.objects.bulk_create(
        [
            through(counter_id=counter, service_id=service)
            for counter, service in sorted(pairs - stored.keys())
        ],
        batch_size=5000,
    )
