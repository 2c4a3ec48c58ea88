"""Numbers only: Django's Slovene month names are capitalised and never in the genitive.

Dates in words come from `languages.dates`.
"""

DATE_FORMAT = "j. n. Y"
SHORT_DATE_FORMAT = "j. n. Y"
TIME_FORMAT = "G.i"
DATETIME_FORMAT = r"j. n. Y \o\b G.i"
SHORT_DATETIME_FORMAT = r"j. n. Y \o\b G.i"
YEAR_MONTH_FORMAT = "n/Y"
MONTH_DAY_FORMAT = "j. n."
FIRST_DAY_OF_WEEK = 1

DATE_INPUT_FORMATS = ["%d.%m.%Y", "%d. %m. %Y", "%Y-%m-%d"]
TIME_INPUT_FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S"]
DATETIME_INPUT_FORMATS = [
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y %H.%M",
    "%d. %m. %Y %H:%M",
    "%d. %m. %Y %H.%M",
    "%Y-%m-%d %H:%M",
]

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
