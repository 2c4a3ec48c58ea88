from django.db import migrations

# The hashes stay as they are, so every link in use goes on working.
MOVE = """
INSERT INTO calendars_feedlink (kind, subject, token_hash, created_at)
SELECT 'okence', counter_id::text, token_hash, created_at FROM booking_counterfeed
"""
BACK = """
INSERT INTO booking_counterfeed (counter_id, token_hash, created_at)
SELECT subject::bigint, token_hash, created_at FROM calendars_feedlink
WHERE kind = 'okence' AND subject::bigint IN (SELECT id FROM booking_counter);
DELETE FROM calendars_feedlink WHERE kind = 'okence'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("booking", "0014_booking_cases"),
        ("calendars", "0001_feed_links_and_states"),
    ]

    operations = [migrations.RunSQL(MOVE, BACK)]
