"""The places somebody manages, as the tree they stand in (B2)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from booking.models import Location


@dataclass
class Branch:
    """A place with the parts of it that are shown."""

    place: Location
    parts: "list[Branch]" = field(default_factory=list)


def branches(places: Iterable[Location]) -> list[Branch]:
    """Return `places`, which come in tree order, as trees; a part without its whole is a root."""
    roots: list[Branch] = []
    open_branches: list[Branch] = []
    for place in places:
        branch = Branch(place)
        while open_branches and not place.path.startswith(open_branches[-1].place.path):
            open_branches.pop()
        (open_branches[-1].parts if open_branches else roots).append(branch)
        open_branches.append(branch)
    return roots
