from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cms_pages", "0008_statements")]

    operations = [
        migrations.RemoveField(model_name="articlepage", name="shows_privacy_notice"),
    ]
