from django.db import migrations, models

LANGUAGES = ("sl", "sr", "en")


class Migration(migrations.Migration):
    dependencies = [("booking", "0012_booked_only_restrictions")]

    operations = [
        migrations.AddField(
            model_name="service",
            name=f"appointment_note_{language}",
            field=models.TextField(blank=True, db_default="", default=""),
        )
        for language in LANGUAGES
    ]
