"""A second, independent look at a calendar's bytes: RFC 5545 read by hand, without `icalendar`."""

import re

Event = dict[str, str]


def lines(raw: bytes) -> list[str]:
    """Return the unfolded lines; the bytes must be as RFC 5545, 3.1 wants them."""
    assert raw.endswith(b"\r\n")
    folded = raw.split(b"\r\n")[:-1]
    assert [line for line in folded if len(line) > 75 or not line] == []
    assert re.search(rb"[\x00-\x1f\x7f]", b"".join(folded)) is None
    for line in folded:
        line.decode()  # no character is cut in two
    text = raw.replace(b"\r\n ", b"").decode()
    assert re.search(r"[\x80-\x9f\u2028\u2029]", text) is None
    return text.split("\r\n")[:-1]


def events(raw: bytes) -> list[Event]:
    """Return the events as name → value, parameters left out of the name; alarms apart."""
    found: list[Event] = []
    within: list[str] = []
    for line in lines(raw):
        name, value = line.split(":", 1)
        if name == "BEGIN":
            within.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert within.pop() == value
        elif within[-1] == "VEVENT":
            assert name.split(";")[0] not in found[-1]
            found[-1][name.split(";")[0]] = value
    assert within == []
    return found


def unescaped(value: str) -> str:
    """Return the text a TEXT value stands for (RFC 5545, 3.3.11)."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)
