from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning_cluster", "0004_first_footnote")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="timeline_agreed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="event",
            name="timeline_version",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
    ]
