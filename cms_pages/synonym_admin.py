"""Synonyms of the search in the admin, for whoever edits the catalogue (U3)."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList

from accounts.models import User
from cms_pages.catalogue_admin import CatalogueViewSet
from cms_pages.models import SearchSynonym
from cms_pages.permissions import CataloguePolicy
from cms_pages.search.words import all_words


class SynonymPolicy(CataloguePolicy):
    """As for the catalogue, and a synonym may be deleted: nothing refers to it."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return super().user_has_permission(user, "change" if action == "delete" else action)


class SynonymForm(WagtailAdminModelForm):
    """Both sides hold a word: what is only marks could never be asked for, nor found."""

    def clean_typed(self) -> str:
        return self._with_a_word("typed")

    def clean_meant(self) -> str:
        return self._with_a_word("meant")

    def _with_a_word(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if not all_words(text):
            raise forms.ValidationError(gettext("Enter at least one word."))
        return text


class SynonymViewSet(CatalogueViewSet):
    model = SearchSynonym
    name = "search_synonyms"
    icon = "search"
    menu_label = _("Search synonyms")
    list_display = ["typed", "meant", "language"]
    list_filter = ["language"]
    search_fields = ["typed", "meant"]
    list_per_page = 100
    edit_handler = ObjectList(
        [
            HelpPanel(
                content=_(
                    "Whoever types the first is shown what is found for the second, on the pages "
                    "of that language. Endings, accents and script do not matter. It works as soon "
                    "as it is saved."
                )
            ),
            FieldPanel("language"),
            FieldRowPanel([FieldPanel("typed"), FieldPanel("meant")]),
        ],
        base_form_class=SynonymForm,
    )

    @property
    def permission_policy(self) -> SynonymPolicy:
        return SynonymPolicy(self.model)
