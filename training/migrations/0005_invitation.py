import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0004_private_offer_documents")]

    operations = [
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='message to the provider')),
                ('reply', models.CharField(choices=[('asked', 'asked'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='asked', max_length=10, verbose_name='reply')),
                ('invited_at', models.DateTimeField()),
                ('replied_at', models.DateTimeField(blank=True, null=True)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='training.offer', verbose_name='offer')),
                ('training', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.training', verbose_name='training')),
            ],
            options={
                'verbose_name': 'invitation to a further training',
                'verbose_name_plural': 'invitations to further trainings',
                'ordering': ['-invited_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('reply', 'asked')), fields=('offer', 'training'), name='training_invitation_one_open', violation_error_message='The provider has been invited to it already.'), models.CheckConstraint(condition=models.Q(('reply', 'asked'), ('replied_at__isnull', False), _connector='OR'), name='training_invitation_replied_when')],
            },
        ),
    ]
