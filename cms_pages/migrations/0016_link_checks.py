import django.db.models.deletion
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('booking', '0010_names_found_by_parts'),
        ('cms_pages', '0015_watch_shared_texts'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='LinkCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=2000, unique=True, verbose_name='address')),
                ('state', models.CharField(choices=[('broken', 'broken'), ('failing', 'failed once'), ('moved', 'moved'), ('unknown', 'cannot be checked'), ('waiting', 'not checked yet'), ('working', 'works')], db_index=True, default='waiting', max_length=10, verbose_name='state')),
                ('problem', models.CharField(blank=True, choices=[('deleted', 'the page or document is not there any more'), ('unpublished', 'the page is not published'), ('moved', 'the address has changed; readers are still led there'), ('not_found', 'the page is not found there'), ('no_access', 'the site does not let us look'), ('server', 'the site answers with an error'), ('no_answer', 'the site does not answer'), ('no_host', 'there is no such site'), ('certificate', 'the certificate of the site is not valid'), ('private', 'the address is not on the public internet'), ('circle', 'the site leads in a circle'), ('invalid', 'this is no valid address')], max_length=20, verbose_name='problem')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='checked')),
                ('first_failed_at', models.DateTimeField(blank=True, null=True, verbose_name='failing since')),
            ],
            options={
                'verbose_name': 'link',
                'verbose_name_plural': 'links',
            },
        ),
        migrations.CreateModel(
            name='LinkUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='cms_pages.linkcheck')),
                ('menu_link', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cms_pages.menulink')),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page')),
                ('service', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='booking.service')),
                ('shared_text', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cms_pages.sharedtext')),
            ],
            options={
                'verbose_name': 'use of a link',
                'verbose_name_plural': 'uses of links',
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.Exact(models.Func('page', 'menu_link', 'service', 'shared_text', function='num_nonnulls', output_field=models.IntegerField()), 1), name='cms_pages_linkuse_one_place'), models.UniqueConstraint(fields=('link', 'page', 'menu_link', 'service', 'shared_text'), name='cms_pages_linkuse_once', nulls_distinct=False)],
            },
        ),
    ]
