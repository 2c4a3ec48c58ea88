"""What waits for an editor, on the first page of the admin."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from accounts.models import User
from cms_pages.care.places import named
from cms_pages.care.reviewing import overdue
from cms_pages.models import LinkCheck, PageReading
from languages.codes import SL, SR_LATN
from languages.dates import short_date
from languages.offered import own_name

SHOWN = 5


@dataclass(frozen=True)
class Row:
    text: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Box:
    """One kind of work: the first few of it, how much there is, and where the rest is listed."""

    key: str
    heading: str
    empty: str
    rows: list[Row] = field(default_factory=list)
    total: int = 0
    more_url: str = ""

    @property
    def has_more(self) -> bool:
        return bool(self.more_url) and self.total > len(self.rows)


class EditorsDay(Component):
    """For those who edit pages; the number of queries does not depend on how much there is."""

    name = "editors_day"
    order = 50
    template_name = "cms_pages/admin/editors_day.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"boxes": boxes(self.request.user)}  # type: ignore[arg-type]  # guarded


def boxes(user: User) -> list[Box]:
    return [
        _drafts(user),
        _reviews(user),
        _translations(),
        _links(),
        _pictures(),
        _hints(user),
    ]


def _drafts(user: User) -> Box:
    mine = Q(owner=user) | Q(latest_revision__user=user)
    drafts = Page.objects.filter(mine, has_unpublished_changes=True).select_related("locale")
    found = drafts.order_by("-latest_revision_created_at", "pk")
    rows = [_page_row(page, _moment(page.latest_revision_created_at)) for page in found[:SHOWN]]
    return Box(
        "drafts",
        _("My drafts"),
        _("You have no unpublished changes."),
        rows,
        drafts.count(),
        reverse("wagtailadmin_explore_root") + "?q=&has_unpublished_changes=true",
    )


def _reviews(user: User) -> Box:
    pages = overdue(timezone.localdate())
    rows = [_page_row(page, _review_note(page, user)) for page in _mine_first(pages, user)[:SHOWN]]
    return Box(
        "reviews",
        _("Pages to look at again"),
        _("No page is past its day of review."),
        rows,
        pages.count(),
        reverse("review_report"),
    )


def _translations() -> Box:
    """Count live Slovene pages without a live page of their own in each language."""
    sources = Page.objects.live().filter(locale__language_code=SL, alias_of=None, depth__gt=1)
    there = (
        Page.objects.live()
        .filter(alias_of=None, translation_key__in=sources.values("translation_key"))
        .order_by()
        .values_list("locale")
        .annotate(Count("pk"))
    )
    total, counts = sources.count(), dict(there)
    report = reverse("translations_report")
    languages = Locale.objects.exclude(language_code__in=[SL, SR_LATN]).order_by("pk")
    missing = [(one.language_code, total - counts.get(one.pk, 0)) for one in languages]
    rows = [Row(own_name(code), report, _pages(number)) for code, number in missing if number]
    return Box(
        "translations",
        _("To translate"),
        _("Every published page is there in every language."),
        rows,
        len(rows),
    )


def _links() -> Box:
    links = LinkCheck.objects.to_mend()
    rows = [
        Row(row.shown, row.places[0].edit_url if row.places else row.address, _where(row))
        for row in named(links[:SHOWN])
    ]
    return Box(
        "links",
        _("Broken links"),
        _("No broken link is known."),
        rows,
        links.count(),
        reverse("links_report"),
    )


def _pictures() -> Box:
    pictures = get_image_model().objects.filter(description="").order_by("-created_at")
    rows = [
        Row(picture.title, reverse("wagtailimages:edit", args=[picture.pk]))
        for picture in pictures[:SHOWN]
    ]
    return Box(
        "pictures",
        _("Pictures without a description"),
        _("Every picture in the library is described."),
        rows,
        pictures.count(),
        reverse("wagtailimages:index"),
    )


def _hints(user: User) -> Box:
    readings = PageReading.objects.worth_a_look()
    found = readings.select_related("page__locale").order_by(
        *_my_order(user, "page__owner"), "-undescribed", "-long_sentences", "pk"
    )
    rows = [_page_row(one.page, one.note) for one in found[:SHOWN]]
    return Box(
        "hints",
        _("Easier to read"),
        _("No page has very long sentences or pictures without alternative text."),
        rows,
        readings.count(),
        reverse("hints_report"),
    )


def _my_order(user: User, owner: str) -> list[Any]:
    return [Case(When(**{owner: user}, then=Value(0)), default=Value(1))]


def _mine_first(pages: QuerySet[Any], user: User) -> QuerySet[Any]:
    return pages.order_by(*_my_order(user, "owner"), F("review_by").asc(), "pk")


def _page_row(page: Page, note: str) -> Row:
    language = own_name(page.locale.language_code)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    title = page.draft_title or page.title
    text = title if page.locale.language_code == SL else f"{title} ({language})"
    return Row(text, url, note)


def _review_note(page: Any, user: User) -> str:
    day = short_date(page.review_by, SL)
    return _("%(day)s, yours") % {"day": day} if page.owner_id == user.pk else day


def _where(row: Any) -> str:
    place = str(row.places[0]) if row.places else ""
    return ": ".join(filter(None, [place, str(row.get_problem_display())]))


def _moment(at: Any) -> str:
    return short_date(timezone.localdate(at), SL) if at else ""


def _pages(number: int) -> str:
    return ngettext("%(number)s page", "%(number)s pages", number) % {"number": number}
