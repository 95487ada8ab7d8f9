"""Pictures are seen within their municipality, and those of police matters under the police's authority alone."""

from django.db import migrations

from kokong.kernel import rls

OWN = f"(NOT police OR {rls.POLICE})"


class Migration(migrations.Migration):
    """See the module. A JPEG is packed already: PostgreSQL need not try again."""

    dependencies = [("pictures", "0001_initial"), ("kernel", "0002_security")]
    operations = [
        rls.protect("pictures_picture", extra=OWN),
        rls.protect("pictures_content", extra=OWN),
        migrations.RunSQL(
            "ALTER TABLE pictures_content ALTER COLUMN large SET STORAGE EXTERNAL,"
            " ALTER COLUMN small SET STORAGE EXTERNAL",
            migrations.RunSQL.noop,
        ),
    ]
