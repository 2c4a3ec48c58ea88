from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0002_variant_adds_up")]

    operations = [
        migrations.AddField(
            model_name='contract',
            name='reminded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='contract',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
    ]
