from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning_cluster", "0009_sections_of_templates")]

    operations = [
        migrations.AddField("concept", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField("actionplanitem", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField("mappingfinding", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField("feedback", "reply_number", models.PositiveSmallIntegerField(default=0)),
    ]
