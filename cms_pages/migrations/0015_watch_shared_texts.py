from django.db import migrations

TABLE = "cms_pages_sharedtext"


class Migration(migrations.Migration):
    """Let kept pages follow the shared texts (0002)."""

    dependencies = [("cms_pages", "0014_shared_text")]

    operations = [
        migrations.RunSQL(
            f"CREATE CONSTRAINT TRIGGER {TABLE}_content_changed "
            f"AFTER INSERT OR UPDATE OR DELETE ON {TABLE} DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW EXECUTE FUNCTION cms_pages_content_changed()",
            f"DROP TRIGGER {TABLE}_content_changed ON {TABLE}",
        )
    ]
