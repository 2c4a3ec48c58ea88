from django.db import migrations

# Rows of clusters that public pages show: kept pages follow them (0002).
SHOWN = [
    "learning_cluster_project",
    "learning_cluster_projectgoal",
    "learning_cluster_partner",
    "learning_cluster_territory",
    "learning_cluster_coursetopic",
    "learning_cluster_footnote",
    "learning_cluster_acronym",
    "learning_cluster_cluster",
    "learning_cluster_phase",
    "learning_cluster_window",
    "learning_cluster_milestone",
    "learning_cluster_event",
]


def watch(table, change="INSERT OR UPDATE OR DELETE"):
    name = f"{table}_content_changed"
    return migrations.RunSQL(
        f"CREATE CONSTRAINT TRIGGER {name} AFTER {change} ON {table} "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cms_pages_content_changed()",
        f"DROP TRIGGER {name} ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cms_pages", "0021_cluster_pages"),
        ("learning_cluster", "0004_first_footnote"),
    ]

    operations = [
        *[watch(table) for table in SHOWN],
        # Of a local government a page shows its name, its kind and who pays.
        watch(
            "learning_cluster_membership",
            "INSERT OR DELETE OR UPDATE OF state, kind, is_funded, government_id",
        ),
        watch("learning_cluster_localgovernment", "UPDATE"),
    ]
