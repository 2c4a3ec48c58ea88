"""What every page type of ours shares: who may do what in its language, and its address."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.coreutils import find_available_slug
from wagtail.models import Page, PagePermissionTester

from accounts.models import User
from cms_pages.permissions import oversees_tree, page_permissions
from languages.slugs import LETTERS, slug_of


class LanguagePermissions(PagePermissionTester):
    """Wagtail's, narrowed to what somebody's grants allow in the language of the page.

    The tree's root is of no language: what lies right below it is for portal administrators.
    """

    def __init__(self, user: User | AnonymousUser, page: Page) -> None:
        super().__init__(user, page)
        if user.is_superuser or not user.is_active:
            return
        is_closed = self.page_is_root and not oversees_tree(user)
        self.permissions &= frozenset() if is_closed else page_permissions(user, page.locale_id)

    def can_copy(self) -> bool:
        """A copy keeps the language of its page, wherever it is put."""
        return super().can_copy() and (self.user.is_superuser or "add" in self.permissions)


def permissions_of_any(page: Page, user: User | AnonymousUser) -> LanguagePermissions:
    """Return what `user` may do with `page`, of a type of ours or plain.

    Wagtail copies, moves and sorts pages without asking for their type, and the root has none.
    """
    return LanguagePermissions(user, page)


class ContentPageForm(WagtailAdminPageForm):
    """An empty address is drawn from the title."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False


class ContentPage(Page):
    base_form_class = ContentPageForm
    promote_panels = [
        MultiFieldPanel(
            [
                # The same letters in the browser as on the server, while a title is written.
                FieldPanel("slug", widget=SlugInput(formatters=LETTERS)),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
            ]
        )
    ]

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.draw_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self.draw_slug()
        super().minimal_clean()

    def draw_slug(self) -> None:
        """Draw the address from the title where there is none and the page has its place."""
        needs_one = self.path and not self.slug  # type: ignore[has-type]  # Wagtail is untyped
        if needs_one and (drawn := slug_of(self.title)):
            self.slug = find_available_slug(self.get_parent(), drawn)
