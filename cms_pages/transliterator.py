"""Serbian Latin derived from Cyrillic inside the translation editor, one press a page (M2)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.strings import StringValue

from languages.codes import SR, SR_LATN
from languages.transliteration import to_latin


class SerbianLatin(BaseMachineTranslator):
    display_name = _("transliteration")

    def translate(self, source_locale: Any, target_locale: Any, strings: Any) -> dict[Any, Any]:
        """Return each string in Latin; markup has no Cyrillic and stays as it is."""
        return {text: StringValue(to_latin(text.data)) for text in strings}

    def can_translate(self, source_locale: Any, target_locale: Any) -> bool:
        return source_locale.language_code == SR and target_locale.language_code == SR_LATN
