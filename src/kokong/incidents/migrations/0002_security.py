"""Who sees what of the burglaries, held by the database."""

from django.db import migrations

from kokong.kernel import rls

# Files under the police authority hold case numbers; only that authority opens them again.
OWN_FILES = f"(NOT police OR {rls.POLICE})"


class Migration(migrations.Migration):
    """See the module. `incidents_newscall` holds nothing of any municipality."""

    dependencies = [("incidents", "0001_initial"), ("kernel", "0002_security")]
    operations = [
        rls.protect("incidents_burglary"),
        rls.protect("incidents_burglaryversion"),
        rls.append_only("incidents_burglaryversion"),
        rls.protect_police("incidents_policepart"),
        rls.protect("incidents_importbatch", extra=OWN_FILES),
        rls.protect("incidents_importrow", extra=OWN_FILES),
        rls.protect("incidents_newsevent"),
        rls.protect("incidents_newssetting"),
    ]
