import django.contrib.postgres.fields
from django.db import migrations, models

CASES = [
    ("always", "always"),
    ("child", "for a child"),
    ("lost", "when the document was lost or stolen"),
    ("abroad", "when you live abroad"),
    ("representative", "when somebody comes for another person"),
]


class Migration(migrations.Migration):
    dependencies = [("booking", "0013_appointment_note")]

    operations = [
        migrations.AddField(
            model_name="booking",
            name="cases",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(choices=CASES, max_length=20),
                db_default=[],
                default=list,
                size=None,
            ),
        ),
    ]
