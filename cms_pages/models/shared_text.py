from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from cms_pages.blocks.text import PLAIN_FEATURES
from languages.codes import SL, SR, SR_LATN, html_lang
from languages.translated import Translated


class SharedText(models.Model):
    """A text that many pages show and that is written once: how to pay, which photograph (U1)."""

    name = models.CharField(
        _("name"),
        max_length=120,
        unique=True,
        help_text=_("What editors know it by. Readers do not see it."),
    )
    text_sl = RichTextField(features=PLAIN_FEATURES)
    text_sr = RichTextField(features=PLAIN_FEATURES, blank=True)
    text_en = RichTextField(features=PLAIN_FEATURES, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("shared text")
        verbose_name_plural = _("shared texts")

    text = Translated()

    def __str__(self) -> str:
        return self.name

    @property
    def lang(self) -> str:
        """Return the BCP 47 tag of the language `text` is in: Slovene where one is missing."""
        language = get_language() or SL
        stored = SR if language == SR_LATN else language
        has_text = getattr(self, f"text_{stored}", "")
        return html_lang(language) if has_text else SL
