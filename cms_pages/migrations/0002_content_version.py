from django.db import migrations, models

# Deferred to the commit: the one row is then the last lock a transaction takes, so it is held for
# a moment and can be in no deadlock. Once in a transaction is enough, however many rows change.
CREATE_FUNCTION = """
CREATE FUNCTION cms_pages_content_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    this text := pg_current_xact_id()::text;
BEGIN
    IF current_setting('okence.content_changed', true) IS DISTINCT FROM this THEN
        INSERT INTO cms_pages_contentversion (id, number) VALUES (1, this::bigint)
            ON CONFLICT (id) DO UPDATE SET number = excluded.number;
        PERFORM set_config('okence.content_changed', this, true);
    END IF;
    RETURN NULL;
END
$$
"""
DROP_FUNCTION = "DROP FUNCTION cms_pages_content_changed()"

# What holding and confirming write is not here: bookings must not queue for the one row.
SHOWN = [
    "booking_servicecategory",
    "booking_lifeevent",
    "booking_service",
    "booking_service_life_events",
    "booking_requireddocument",
    "booking_feechange",
    "booking_location",
    "booking_municipality",
    "booking_counter_services",
    "booking_openinghours",
    "booking_closure",
    "booking_extraopening",
    "privacy_notice",
    "wagtailcore_page",
    "wagtailcore_site",
    "wagtailcore_pageviewrestriction",
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
        ("cms_pages", "0001_page_types"),
        ("booking", "0007_fee_change"),
        ("privacy", "0002_refuse_changes"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContentVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField()),
            ],
        ),
        migrations.RunSQL(CREATE_FUNCTION, DROP_FUNCTION),
        *[watch(table) for table in SHOWN],
        # Every booking may lengthen `free_until`, which no page shows.
        watch(
            "booking_counter",
            "INSERT OR DELETE OR UPDATE OF location_id, is_active",
        ),
    ]
