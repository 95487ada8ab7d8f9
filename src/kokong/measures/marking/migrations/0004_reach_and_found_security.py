"""Row-level security: found property is the police's alone."""

from django.db import migrations

from kokong.kernel.rls import protect, protect_police


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("marking", "0003_reach_and_found")]
    operations = [
        protect("marking_said"),
        protect("marking_reached"),
        protect_police("marking_find"),
        protect_police("marking_question"),
    ]
