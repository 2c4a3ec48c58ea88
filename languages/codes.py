"""The languages the portal knows by name and how other standards write them (DESIGN 9).

Which languages are offered is configuration: `languages.offered`.
"""

SL = "sl"
SR = "sr"
SR_LATN = "sr-latn"
EN = "en"

STORED = (SL, SR, EN)  # Serbian Latin is derived from Cyrillic whenever it is read (M2)

# Where the tag of the web is not the code itself.
HTML_LANG = {SR: "sr-Cyrl", SR_LATN: "sr-Latn"}

# Neighbours who read Serbian Latin before English (INTERFACE, addresses).
READS_SERBIAN_LATIN = frozenset({"bs", "hr", "cnr", "sh"})


def html_lang(code: str) -> str:
    """Return the BCP 47 tag for the `lang` attribute of a portal language code."""
    return HTML_LANG.get(code, code)
