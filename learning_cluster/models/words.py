"""Texts of the cluster: Serbian is the source, Slovene and English where they were written (M2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from languages.codes import SR
from languages.translated import Translated


class Named(models.Model):
    """Something with a name; `name` reads it in the active language, Serbian stands in."""

    name_sr = models.CharField(_("name in Serbian"), max_length=200)
    name_sl = models.CharField(_("name in Slovene"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)

    class Meta:
        abstract = True

    name = Translated(source=SR)

    def __str__(self) -> str:
        return self.name


class Told(models.Model):
    """A sentence or a few, read as `text`."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    text_sr = models.TextField(_("text in Serbian"), max_length=2000)
    text_sl = models.TextField(_("text in Slovene"), max_length=2000, blank=True)
    text_en = models.TextField(_("text in English"), max_length=2000, blank=True)

    class Meta:
        abstract = True

    text = Translated(source=SR)

    def __str__(self) -> str:
        return self.text
