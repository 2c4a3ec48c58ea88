import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("booking", "0010_names_found_by_parts")]
    operations = [
        migrations.AddField(
            model_name="booking",
            name="linked_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="linked",
                to="booking.booking",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("linked_to__isnull", True),
                    models.Q(("linked_to", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="booking_booking_linked_to_another",
            ),
        ),
    ]
