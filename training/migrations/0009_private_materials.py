from django.db import migrations, models

import privacy.private_files


class Migration(migrations.Migration):
    dependencies = [("training", "0008_first_questions")]

    operations = [
        migrations.AlterField(
            model_name="runmaterial",
            name="file",
            field=models.FileField(
                blank=True,
                storage=privacy.private_files.private_storage,
                upload_to=privacy.private_files.random_name,
                verbose_name="file",
            ),
        ),
    ]
