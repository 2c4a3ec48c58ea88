from django.db import migrations


def watch(table):
    """Let kept pages follow the rows of `table` (0002)."""
    name = f"{table}_content_changed"
    return migrations.RunSQL(
        f"CREATE CONSTRAINT TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE ON {table} "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cms_pages_content_changed()",
        f"DROP TRIGGER {name} ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("cms_pages", "0010_programme_pages_cared_for")]

    operations = [watch("cms_pages_picture"), watch("cms_pages_paper")]
