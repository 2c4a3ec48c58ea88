import calendars.recurrence
import datetime
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("booking", "0007_fee_change"),
    ]

    operations = [
        migrations.CreateModel(
            name="UrgentReserve",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        max_length=200, validators=[calendars.recurrence.validate_rule]
                    ),
                ),
                ("opens", models.TimeField()),
                ("closes", models.TimeField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("release_hours", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "urgent reserve",
                "verbose_name_plural": "urgent reserves",
                "abstract": False,
            },
        ),
        migrations.RemoveIndex(
            model_name="freeinterval",
            name="booking_freeinterval_end",
        ),
        migrations.AddField(
            model_name="booking",
            name="is_urgent",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="booking",
            name="urgent_reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(
                condition=models.Q(("is_urgent", True)),
                fields=["id"],
                name="booking_booking_urgent",
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="urgent_reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="freeinterval",
            name="reserved_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="service",
            name="urgent_en",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="service",
            name="urgent_sl",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="service",
            name="urgent_sr",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AlterField(
            model_name="bulkchange",
            name="kind",
            field=models.CharField(
                choices=[
                    ("hours", "hours changed"),
                    ("closure", "closed for a time"),
                    ("counter", "counter out of use"),
                    ("mass", "mass cancellation"),
                    ("handover", "day handed to a colleague"),
                    ("reserve", "urgent reserve changed"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="freeinterval",
            index=models.Index(
                models.F("counter"),
                models.Func(
                    models.F("period"), function="upper", output_field=models.DateTimeField()
                ),
                include=("period", "restriction", "reserved_until"),
                name="booking_freeinterval_end",
            ),
        ),
        migrations.AddField(
            model_name="urgentreserve",
            name="counter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="urgent_reserves",
                to="booking.counter",
            ),
        ),
        migrations.AddField(
            model_name="urgentreserve",
            name="location",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="urgent_reserves",
                to="booking.location",
            ),
        ),
        migrations.AddConstraint(
            model_name="urgentreserve",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("counter__isnull", True), ("location__isnull", False)),
                    models.Q(("counter__isnull", False), ("location__isnull", True)),
                    _connector="OR",
                ),
                name="booking_urgentreserve_one_owner",
                violation_error_message="Choose a location or a counter, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="urgentreserve",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closes__gt", models.F("opens")),
                    ("closes", datetime.time(0, 0)),
                    _connector="OR",
                ),
                name="booking_urgentreserve_order",
                violation_error_message="Closing time must come after opening time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="urgentreserve",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="booking_urgentreserve_validity",
                violation_error_message="The last day must not come before the first.",
            ),
        ),
    ]
