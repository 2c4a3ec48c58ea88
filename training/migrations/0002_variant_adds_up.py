from django.db import migrations

# At the end of a transaction, not before: hours and parts are edited together.
CREATE = """
CREATE FUNCTION training_variant_adds_up(key bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    wanted integer;
    total integer;
    days integer;
    last integer;
BEGIN
    SELECT t.hours INTO wanted FROM training_variant v
        JOIN training_training t ON t.id = v.training_id WHERE v.id = key;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT coalesce(sum(hours), 0), count(*), coalesce(max(day), 0) INTO total, days, last
        FROM training_segment WHERE variant_id = key;
    IF total <> wanted OR days <> last OR days = 0 THEN
        RAISE EXCEPTION 'variant % has % of % hours on % of % days', key, total, wanted, days, last
            USING ERRCODE = 'check_violation', CONSTRAINT = 'training_variant_adds_up';
    END IF;
END $$;

CREATE FUNCTION training_segment_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM training_variant_adds_up(OLD.variant_id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM training_variant_adds_up(NEW.variant_id);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION training_variant_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM training_variant_adds_up(NEW.id);
    RETURN NULL;
END $$;

CREATE FUNCTION training_hours_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM training_variant_adds_up(id) FROM training_variant WHERE training_id = NEW.id;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER training_segment_adds_up
    AFTER INSERT OR UPDATE OR DELETE ON training_segment DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION training_segment_changed();
CREATE CONSTRAINT TRIGGER training_variant_adds_up
    AFTER INSERT OR UPDATE ON training_variant DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION training_variant_changed();
CREATE CONSTRAINT TRIGGER training_training_adds_up
    AFTER UPDATE OF hours ON training_training DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION training_hours_changed();
"""

DROP = """
DROP TRIGGER training_training_adds_up ON training_training;
DROP TRIGGER training_variant_adds_up ON training_variant;
DROP TRIGGER training_segment_adds_up ON training_segment;
DROP FUNCTION training_hours_changed();
DROP FUNCTION training_variant_changed();
DROP FUNCTION training_segment_changed();
DROP FUNCTION training_variant_adds_up(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]
