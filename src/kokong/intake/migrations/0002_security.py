"""Who sees what of the files, held by the database."""

from django.db import migrations

from kokong.kernel import rls

# Files under the police authority may hold what only the police may see; only that authority opens them again.
OWN_FILES = f"(NOT police OR {rls.POLICE})"


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("intake", "0001_initial"), ("kernel", "0002_security")]
    operations = [
        rls.protect("intake_batch", extra=OWN_FILES),
        rls.protect("intake_batchrow", extra=OWN_FILES),
    ]
