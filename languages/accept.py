"""Which language of the portal somebody reads, by what their browser says."""

from collections.abc import Collection

from django.utils.translation.trans_real import parse_accept_lang_header

from languages.codes import READS_SERBIAN_LATIN, SL, SR, SR_LATN


def preferred(accept_language: str, offered: Collection[str]) -> str:
    """Return the language of `offered` for an Accept-Language header; bs, hr, cnr read sr-latn.

    Slovene where the header names none of them.
    """
    for tag, _quality in parse_accept_lang_header(accept_language.lower()[:200]):
        main = tag.split("-")[0]
        if tag in offered:
            return tag
        is_latin = main in READS_SERBIAN_LATIN or (main == SR and "latn" in tag)
        if is_latin and SR_LATN in offered:
            return SR_LATN
        if main in offered:
            return main
    return SL
