"""The languages of the portal and how other standards write them (DESIGN 9)."""

SL = "sl"
SR = "sr"
SR_LATN = "sr-latn"
EN = "en"

CODES = (SL, SR, SR_LATN, EN)
STORED = (SL, SR, EN)  # Serbian Latin is derived from Cyrillic whenever it is read (M2)

HTML_LANG = {SL: "sl", SR: "sr-Cyrl", SR_LATN: "sr-Latn", EN: "en"}
OWN_NAMES = {SL: "Slovenščina", SR: "Српски", SR_LATN: "Srpski", EN: "English"}

# Neighbours who read Serbian Latin before English (INTERFACE, addresses).
READS_SERBIAN_LATIN = frozenset({"bs", "hr", "cnr", "sh"})


def html_lang(code: str) -> str:
    """Return the BCP 47 tag for the `lang` attribute of a portal language code."""
    return HTML_LANG.get(code, code)
