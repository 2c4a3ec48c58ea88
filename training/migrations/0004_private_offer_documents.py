import privacy.private_files
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0003_contract_watched")]

    operations = [
        migrations.AlterField(
            model_name='offerdocument',
            name='file',
            field=models.FileField(storage=privacy.private_files.private_storage, upload_to=privacy.private_files.random_name, verbose_name='file'),
        ),
    ]
