"""Row-level security, and the index that finds misspelt street names."""

from django.db import migrations

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("places", "0001_initial"), ("kernel", "0002_security")]
    operations = [
        protect("places_importrun"),
        protect("places_street"),
        protect("places_building"),
        protect("places_dwelling"),
        protect("places_pathcell"),
        protect("places_mapfeature"),
        protect("places_tile"),
        migrations.RunSQL(
            "CREATE INDEX places_street_trigram ON places_street USING gin (municipality_id, name_key gin_trgm_ops)",
            "DROP INDEX places_street_trigram",
        ),
    ]
