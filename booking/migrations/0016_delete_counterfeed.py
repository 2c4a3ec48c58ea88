from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("booking", "0015_counter_links_to_calendars")]

    operations = [migrations.DeleteModel(name="CounterFeed")]
