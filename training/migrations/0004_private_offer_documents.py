import training.private_files
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0003_contract_watched")]

    operations = [
        migrations.AlterField(
            model_name='offerdocument',
            name='file',
            field=models.FileField(storage=training.private_files.private_storage, upload_to=training.private_files.random_name, verbose_name='file'),
        ),
    ]
