from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_apitoken'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='has_first_password',
            # With a default in the database, code that knows no such column yet goes on adding users.
            field=models.BooleanField(default=False, db_default=False),
        ),
    ]
