"""Pictures and papers of the library, with what must be known before they are shown to anybody."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from cms_pages.enums import Licence, PaperLanguage


class Picture(AbstractImage):
    """An image with its author and the right to use it.

    What it shows is said where it is used, in each language (`description` is a proposal only).
    """

    credit = models.CharField(
        _("author"), max_length=160, help_text=_("Printed below the picture wherever it is shown.")
    )
    licence = models.CharField(_("right of use"), max_length=20, choices=Licence)

    admin_form_fields = (*Image.admin_form_fields, "credit", "licence")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def licence_chosen(self) -> Licence:
        return Licence(self.licence)


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="cms_pages_picturerendition_once",
            )
        ]


class Paper(AbstractDocument):
    """A document to download: its language and day belong to the file, whatever page lists it."""

    language = models.CharField(_("language"), max_length=10, choices=PaperLanguage)
    dated_on = models.DateField(_("date of the document"), null=True, blank=True)

    admin_form_fields = (*Document.admin_form_fields, "language", "dated_on")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
