"""Which language of the portal somebody reads, by what their browser says."""

from django.utils.translation.trans_real import parse_accept_lang_header

from languages.codes import CODES, READS_SERBIAN_LATIN, SL, SR, SR_LATN


def preferred(accept_language: str) -> str:
    """Return the portal language for an Accept-Language header; bs, hr, cnr read sr-latn."""
    for tag, _quality in parse_accept_lang_header(accept_language.lower()[:200]):
        main = tag.split("-")[0]
        if tag in CODES:
            return tag
        if main in READS_SERBIAN_LATIN or (main == SR and "latn" in tag):
            return SR_LATN
        if main in CODES:
            return main
    return SL
