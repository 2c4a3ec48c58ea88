"""What the public search looks in: one entry per findable thing, and the words they hold (U3)."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func, IntegerField, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from booking.models import Location, Place, Service
from languages.codes import EN, SL, SR
from languages.offered import own_name

_THINGS = ("service", "location", "place", "page")


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def visible(self, language: str, at: datetime) -> "SearchEntryQuerySet":
        """Keep what a reader of `language` may be shown at `at`.

        The index holds published things only; this asks again, because a page may have been made
        private, or have expired, without anybody publishing anything.
        """
        pages = Page.objects.live().public().exclude(expire_at__lte=at)
        return self.filter(
            Q(service__is_active=True)
            | Q(location__isnull=False)
            | Q(place__municipality__isnull=False)
            | Q(page__locale__language_code=language, page__in=pages)
        )


class SearchEntry(models.Model):
    """One thing that can be found. `vector` holds its words in all languages it is read in:
    every form as it is written, folded, and its stem. `names` are what it is called, folded.
    """

    service = models.OneToOneField(Service, models.CASCADE, null=True, related_name="+")
    location = models.OneToOneField(Location, models.CASCADE, null=True, related_name="+")
    place = models.OneToOneField(Place, models.CASCADE, null=True, related_name="+")
    page = models.OneToOneField(Page, models.CASCADE, null=True, related_name="+")
    names = ArrayField(models.TextField())
    vector = SearchVectorField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "search entry"
        verbose_name_plural = "search entries"
        indexes = [GinIndex(fields=["vector"], name="cms_pages_entry_vector")]
        constraints = [
            models.CheckConstraint(
                condition=Exact(
                    Func(*_THINGS, function="num_nonnulls", output_field=IntegerField()), 1
                ),
                name="cms_pages_searchentry_one_thing",
            )
        ]

    def __str__(self) -> str:
        return str(self.thing)

    @property
    def thing(self) -> Service | Location | Place | Page:
        found = self.service or self.location or self.place or self.page
        assert found is not None  # the constraint above
        return found


class SearchWord(models.Model):
    """A word that some entry has held, folded, with one way it is written there.

    Slips are looked for among these. A word stays after its last entry has gone, until the next
    rebuild: it leads to nothing then.
    """

    word = models.CharField(max_length=80, unique=True)
    shown = models.CharField(max_length=80)

    class Meta:
        verbose_name = "search word"
        verbose_name_plural = "search words"
        indexes = [
            GinIndex(OpClass("word", "gin_trgm_ops"), name="cms_pages_word_trigrams"),
        ]

    def __str__(self) -> str:
        return self.shown


class SearchSynonym(models.Model):
    """What people type instead of what the portal says; kept by editors (U3)."""

    class Language(models.TextChoices):
        SLOVENE = SL, own_name(SL)
        SERBIAN = SR, own_name(SR)
        ENGLISH = EN, own_name(EN)

    language = models.CharField(_("language"), max_length=5, choices=Language, default=SL)
    typed = models.CharField(
        _("what people type"),
        max_length=80,
        help_text=_("A word or a few, for example “putovnica”."),
    )
    meant = models.CharField(
        _("what is meant"),
        max_length=80,
        help_text=_("In the words of the portal, for example “potni list”."),
    )

    class Meta:
        ordering = ["language", "typed"]
        verbose_name = _("synonym of the search")
        verbose_name_plural = _("synonyms of the search")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "typed", "meant"],
                name="cms_pages_searchsynonym_once",
                violation_error_message=_("This synonym is already there."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.typed} → {self.meant}"
