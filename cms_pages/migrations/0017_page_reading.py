import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cms_pages', '0016_link_checks'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='PageReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('long_sentences', models.PositiveIntegerField(default=0, verbose_name='long sentences')),
                ('example', models.TextField(blank=True, verbose_name='for example')),
                ('undescribed', models.PositiveIntegerField(default=0, verbose_name='pictures without alternative text')),
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reading', to='wagtailcore.page')),
            ],
            options={
                'verbose_name': 'hints on a page',
                'verbose_name_plural': 'hints on pages',
            },
        ),
    ]
