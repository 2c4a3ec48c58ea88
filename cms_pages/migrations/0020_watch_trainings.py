from django.db import migrations

# Rows of trainings that public pages show: kept pages follow them (0002).
SHOWN = [
    "training_measure",
    "training_fundingprogramme",
    "training_bundle",
    "training_bundlegoal",
    "training_method",
    "training_workform",
    "training_training",
    "training_training_methods",
    "training_training_work_forms",
    "training_traininggoal",
    "training_trainingcontent",
    "training_sidework",
    "training_variant",
    "training_segment",
    "training_run",
    "training_session",
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
        ("cms_pages", "0019_training_pages"),
        ("training", "0002_variant_adds_up"),
    ]

    operations = [
        *[watch(table) for table in SHOWN],
        # Of an enrolment a page shows only that it takes a place.
        watch("training_enrolment", "INSERT OR DELETE OR UPDATE OF state, seat, run_id"),
    ]
