from django.db import migrations

# unaccent() is not immutable only because its dictionary could be changed; ours is the one that
# comes with PostgreSQL. Letters of ASCII alone need no dictionary, and most names have no others.
# As plpgsql a call costs a tenth of what it does as sql, which cannot be inlined around unaccent().
FOLD = """
CREATE FUNCTION booking_folded_name(name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF name !~ '[^ -~]' THEN
        RETURN lower(name);
    END IF;
    RETURN replace(replace(replace(
        translate(
            lower({schema}.unaccent('{schema}.unaccent'::regdictionary, lower(name))),
            'абвгдђежзијклмнопрстћуфхцчшАБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ',
            'abvgddezzijklmnoprstcufhccsabvgddezzijklmnoprstcufhccs'),
        'љ', 'lj'), 'њ', 'nj'), 'џ', 'dz');
END
$$
"""


def make(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        # Named with its schema: an index is built and restored with no search path.
        cursor.execute(
            "SELECT quote_ident(nspname) FROM pg_extension e JOIN pg_namespace n"
            " ON n.oid = e.extnamespace WHERE extname = 'unaccent'"
        )
        (schema,) = cursor.fetchone()
    schema_editor.execute(FOLD.format(schema=schema))


def drop(apps, schema_editor):
    schema_editor.execute("DROP FUNCTION booking_folded_name(text)")


class Migration(migrations.Migration):
    dependencies = [("booking", "0008_urgent_path")]
    operations = [migrations.RunPython(make, drop)]
