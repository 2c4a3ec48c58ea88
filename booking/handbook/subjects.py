"""What the handbook's chapters are about, in the order in which they are read."""

from enum import StrEnum


class Subject(StrEnum):
    """A chapter; its value is its address and the name of its file in `chapters/`."""

    FIRST_STEPS = "prvi-koraki"
    PLACES = "moje-lokacije"
    SCHEDULE = "razpored"
    BOOKING = "narocanje-stranke"
    FINDING = "iskanje-stranke"
    CHANGING = "prestavitev-in-odpoved"
    SERVING = "prihod-in-obravnava"
    NEWS = "obvestila"
    LISTS = "seznami"
    HOURS = "uradne-ure"
    ABSENCE = "odsotnost"
    STRANDED = "mnozicne-spremembe"
    COUNTERS = "okenca-in-storitve"
    PEOPLE = "sodelavci"
    FEEDS = "koledar-okenca"
    TREE = "enote-in-uradi"
    CITIZENS = "kako-se-naroci-obcan"
    WORKBOOK = "katalog-v-preglednici"
    QUESTIONS = "vprasanja"
