from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning_cluster", "0001_clusters")]

    operations = [
        migrations.AddField(
            model_name="footnote",
            name=f"forms_{code}",
            field=models.CharField(
                blank=True, max_length=200, verbose_name=f"other forms in {language}"
            ),
        )
        for code, language in (("sr", "Serbian"), ("sl", "Slovene"), ("en", "English"))
    ]
