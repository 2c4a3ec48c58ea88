from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from languages import translated
from languages.codes import SR, SR_LATN, html_lang

register = template.Library()


@register.filter
def in_script(text: str) -> str:
    """Write what somebody wrote in Serbian in the reader's script (M2)."""
    return translated.in_script(str(text))


@register.simple_tag
def serbian_lang() -> SafeString:
    """Write the `lang` of what people wrote in Serbian, where the page is in another language."""
    if get_language() in (SR, SR_LATN):
        return SafeString("")
    return format_html(' lang="{}"', html_lang(SR_LATN))
