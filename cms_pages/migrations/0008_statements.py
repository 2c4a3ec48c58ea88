"""The articles that were statements become statements: same page, address and history."""

from django.db import migrations
from django.db.models import Q

COLUMNS = "page_ptr_id, review_by, lead, body"


def to_statements(apps, schema_editor):
    articles = apps.get_model("cms_pages", "ArticlePage").objects
    privacy = list(articles.filter(shows_privacy_notice=True).values_list("pk", flat=True))
    other = articles.filter(slug="dostopnost", depth=3).exclude(pk__in=privacy)
    _turn(apps, schema_editor, privacy, "articlepage", "statementpage", "privacy")
    accessibility = list(other.values_list("pk", flat=True))
    _turn(apps, schema_editor, accessibility, "articlepage", "statementpage", "accessibility")


def to_articles(apps, schema_editor):
    statements = apps.get_model("cms_pages", "StatementPage").objects
    is_privacy = Q(kind="privacy")
    privacy = list(statements.filter(is_privacy).values_list("pk", flat=True))
    other = list(statements.exclude(is_privacy).values_list("pk", flat=True))
    _turn(apps, schema_editor, privacy, "statementpage", "articlepage", True)
    _turn(apps, schema_editor, other, "statementpage", "articlepage", False)


def _turn(apps, schema_editor, ids, old, new, mark):
    """Move the rows of `ids` from one page type's table to the other's, with what points at them."""
    if not ids:
        return
    own, values = {
        "statementpage": ("kind, reviewed_on, contact, complaint", "%s, NULL, '', ''"),
        "articlepage": ("shows_privacy_notice", "%s"),
    }[new]
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO cms_pages_{new} ({COLUMNS}, {own})"
            f" SELECT {COLUMNS}, {values} FROM cms_pages_{old} WHERE page_ptr_id = ANY(%s)",
            [mark, ids],
        )
        cursor.execute(f"DELETE FROM cms_pages_{old} WHERE page_ptr_id = ANY(%s)", [ids])
    types = apps.get_model("contenttypes", "ContentType").objects
    before = types.get(app_label="cms_pages", model=old)
    after, _created = types.get_or_create(app_label="cms_pages", model=new)
    pages = apps.get_model("wagtailcore", "Page").objects.filter(pk__in=ids)
    pages.update(content_type=after)
    texts = [str(pk) for pk in ids]
    for model in ("Revision", "ReferenceIndex"):
        rows = apps.get_model("wagtailcore", model).objects
        rows.filter(content_type=before, object_id__in=texts).update(content_type=after)
    revisions = apps.get_model("wagtailcore", "Revision").objects
    for revision in revisions.filter(content_type=after, object_id__in=texts):
        field = "kind" if new == "statementpage" else "shows_privacy_notice"
        revision.content |= {field: mark, "content_type": after.pk}
        revision.save(update_fields=["content"])
    keys = list(pages.values_list("translation_key", flat=True))
    apps.get_model("wagtail_localize", "TranslationSource").objects.filter(
        specific_content_type=before, object_id__in=keys
    ).update(specific_content_type=after)


class Migration(migrations.Migration):
    dependencies = [
        ("cms_pages", "0007_pages_and_blocks"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(to_statements, to_articles)]
