"""Articles that were statements become statements, and back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation

from cms_pages.models import ArticlePage, StatementPage
from languages.offered import offered

LANGUAGES = offered()

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]


def migrate(name):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    MigrationExecutor(connection).migrate([("cms_pages", name)])


def test_statements_keep_page_address_text_and_history(client):
    page = StatementPage.objects.get(slug="zasebnost", locale__language_code="sl")
    page.lead = "Osnutek"
    page.save_revision()

    migrate("0007_pages_and_blocks")
    assert ArticlePage.objects.filter(pk=page.pk).exists()
    assert not StatementPage.objects.filter(pk=page.pk).exists()
    migrate("0009_statements_only")

    kinds = StatementPage.objects.values_list("slug", "kind").distinct()
    assert set(kinds) == {("zasebnost", "privacy"), ("dostopnost", "accessibility")}
    assert StatementPage.objects.count() == 2 * len(LANGUAGES)
    again = StatementPage.objects.get(pk=page.pk)
    draft = again.get_latest_revision_as_object()
    assert (draft.lead, draft.kind) == ("Osnutek", "privacy")
    with translation.override("sl"):
        assert client.get("/sl/zasebnost/").context["shows_notice"]
