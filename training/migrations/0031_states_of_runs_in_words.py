from django.db import migrations, models

STATES = [
    ("draft", "draft"),
    ("negotiating", "dates and trainers being agreed"),
    ("open", "open for enrolment"),
    ("held", "carried out"),
    ("cancelled", "called off"),
]


class Migration(migrations.Migration):
    dependencies = [("training", "0002_variant_adds_up")]
    operations = [
        migrations.AlterField(
            model_name="run",
            name="state",
            field=models.CharField(
                choices=STATES, default="draft", max_length=12, verbose_name="state"
            ),
        )
    ]
