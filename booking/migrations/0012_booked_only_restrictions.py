from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("booking", "0011_linked_visits")]
    operations = [
        migrations.AddField(
            model_name="servicerestriction",
            name="is_booked_only",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddConstraint(
            model_name="servicerestriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_booked_only", True), ("is_walk_in_only", True), _negated=True
                ),
                name="booking_servicerestriction_one_kind_of_visitor",
            ),
        ),
    ]
