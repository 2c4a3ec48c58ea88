import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations

import booking.folded_names


def by_parts(name):
    folded = booking.folded_names.FoldedName("name")
    return django.contrib.postgres.indexes.GinIndex(
        django.contrib.postgres.indexes.OpClass(folded, name="gin_trgm_ops"), name=name
    )


class Migration(migrations.Migration):
    atomic = False  # built while bookings go on
    dependencies = [("booking", "0009_folded_names")]
    operations = [
        AddIndexConcurrently("contact", by_parts("booking_contact_name_parts")),
        AddIndexConcurrently("visitor", by_parts("booking_visitor_name_parts")),
    ]
