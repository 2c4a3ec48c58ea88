"""What the catalogue's files promise, without a database."""

import hashlib
from itertools import chain

import pytest

from booking.demo.catalogue import FOLDER, fingerprint, read
from booking.demo.counters import group_services, layout
from calendars.recurrence import validate_rule


@pytest.fixture(scope="module")
def nation():
    return read("nation")


def services(catalogue):
    return [row for entry in catalogue.categories for row in entry["services"]]


@pytest.mark.req("B2", "B8")
def test_nation_holds_every_unit_office_municipality_and_service(nation):
    assert {
        "units": len({row["slug"] for row in nation.units}),
        "locations": len({row["slug"] for row in nation.locations}),
        "municipalities": len({row["slug"] for row in nation.municipalities}),
        "categories": len({entry["category"]["slug"] for entry in nation.categories}),
        "services": len({row["slug"] for row in services(nation)}),
    } == {"units": 58, "locations": 88, "municipalities": 212, "categories": 16, "services": 63}


def test_pilot_keeps_three_units_and_what_belongs_to_them():
    pilot = read("pilot")

    assert [row["slug"] for row in pilot.units] == ["litija", "ljubljana", "logatec"]
    assert {row["unit"] for row in pilot.locations} == {"litija", "ljubljana", "logatec"}
    assert len(pilot.locations) == 7
    assert len(pilot.municipalities) == 13
    assert len(services(pilot)) == 63


def test_unknown_scale_is_refused():
    with pytest.raises(ValueError, match="moon"):
        read("moon")


def test_fingerprint_differs_by_scale_and_by_content(nation, tmp_path, monkeypatch):
    before = fingerprint("nation")
    (tmp_path / "units.yaml").write_text("[]")
    monkeypatch.setattr("booking.demo.catalogue.FOLDER", tmp_path)

    assert fingerprint("pilot") != fingerprint("nation")
    assert fingerprint("nation") != before
    assert len(before) == len(hashlib.sha256().hexdigest())


@pytest.mark.req("B3", "B8")
def test_every_name_the_files_use_exists(nation):
    units = {row["slug"] for row in nation.units}
    locations = {row["slug"] for row in nation.locations}
    known_services = {row["slug"] for row in services(nation)}
    events = {row["slug"] for row in nation.life_events}
    used_locations = chain(
        nation.demand["waits"],
        *(entry["locations"] for entry in nation.hours["exceptions"]),
        (entry["location"] for entry in nation.one_offs["closures"]),
        *(entry["locations"] for entry in nation.one_offs["saturdays"]),
        *(entry["counters"] for entry in nation.one_offs["counter_hours"]),
    )

    assert set(nation.counters) == locations
    assert set(used_locations) <= locations
    assert {row["unit"] for row in nation.locations} == units
    assert {row["unit"] for row in nation.municipalities} == units
    assert {*nation.channels["agent"], *nation.channels["not_yet"]} <= units
    assert set(nation.demand["popularity"]) <= known_services
    assert {event for row in services(nation) for event in row["life_events"]} == events


@pytest.mark.req("M2", "B27")
def test_every_text_is_there_in_three_languages(nation):
    texts = [
        text
        for row in services(nation)
        for name in ("name", "short_name", "summary", "who", "law", "acknowledgement", "body")
        for text in [row[name]]
    ]
    texts += [document for row in services(nation) for document in row["documents"]]
    texts += [entry["category"]["name"] for entry in nation.categories]
    texts += [row["texts"] for row in nation.notices]

    assert [
        text for text in texts if not all(text.get(code, "").strip() for code in ("sl", "sr", "en"))
    ] == []


@pytest.mark.req("X4")
def test_privacy_notice_says_the_same_number_of_things_in_every_language(nation):
    (notice,) = [row for row in nation.notices if row["object_key"] == "booking"]

    assert {code: text.strip().count("\n\n") + 1 for code, text in notice["texts"].items()} == {
        "sl": 12,
        "sr": 12,
        "en": 12,
    }


@pytest.mark.req("B3")
def test_hours_are_valid_rules(nation):
    rows = [
        *nation.hours["general"],
        *chain(*(entry["hours"] for entry in nation.hours["exceptions"])),
        *chain(*(entry["hours"] for entry in nation.one_offs["counter_hours"])),
    ]

    for row in rows:
        validate_rule(row["rule"])
    assert [row for row in rows if row["opens"] >= row["closes"]] == []


@pytest.mark.req("B4")
def test_every_seat_does_every_service(nation):
    groups = group_services(nation)
    everything = {row["slug"] for row in services(nation)}
    layouts = nation.counter_services["layouts"]

    lacking = {
        row["slug"]: everything.difference(
            *(
                groups[name]
                for name in chain(*layout(layouts, "seat", nation.counters[row["slug"]]))
            )
        )
        for row in nation.locations
        if row["kind"] == "seat"
    }

    assert {slug: missing for slug, missing in lacking.items() if missing} == {}


def test_layout_fits_any_number_of_counters():
    layouts = {"seat": {2: [["a"], ["a", "b"]], 4: [["a"], ["a"], ["b"], ["c"]]}}

    assert layout(layouts, "seat", 1) == [["a", "b"]]
    assert layout(layouts, "seat", 2) == [["a"], ["a", "b"]]
    assert layout(layouts, "seat", 3) == [["a"], ["a"], ["a", "b"]]
    assert layout(layouts, "seat", 5) == [["a"], ["a"], ["a"], ["b"], ["c"]]


def test_catalogue_lies_beside_the_code():
    assert (FOLDER / "units.yaml").is_file()
