import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cms_pages', '0017_page_reading'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReviewReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review_by', models.DateField(verbose_name='review by')),
                ('call', models.CharField(choices=[('ahead', 'two weeks before'), ('day', 'on the day')], max_length=10)),
                ('at', models.DateTimeField()),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page')),
            ],
            options={
                'verbose_name': 'reminder of a review',
                'verbose_name_plural': 'reminders of reviews',
                'constraints': [models.UniqueConstraint(fields=('page', 'review_by', 'call'), name='cms_pages_reviewreminder_once')],
            },
        ),
    ]
