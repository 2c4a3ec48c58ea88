from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning_cluster", "0005_agreed_timeline")]

    operations = [
        migrations.AddField(
            model_name="goodpractice",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
    ]
