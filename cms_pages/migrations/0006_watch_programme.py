from django.db import migrations

# Rows of the programme that public pages show: kept pages follow them (0002).
SHOWN = [
    "programme_communitylink",
    "programme_country",
    "programme_practicefield",
    "programme_practicemethod",
    "programme_authority",
    "programme_operation",
    "programme_project",
    "programme_grouptask",
    "programme_challenge",
    "programme_goodpractice",
    "programme_goodpractice_methods",
    "programme_goal",
    "programme_reading",
]


def watch(table):
    name = f"{table}_content_changed"
    return migrations.RunSQL(
        f"CREATE CONSTRAINT TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE ON {table} "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cms_pages_content_changed()",
        f"DROP TRIGGER {name} ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("cms_pages", "0005_programme_pages"), ("programme", "0001_initial")]

    operations = [watch(table) for table in SHOWN]
