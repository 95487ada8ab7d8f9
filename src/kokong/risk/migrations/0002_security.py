"""Analyses, what they read and what they propose are seen within their municipality."""

from django.db import migrations

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("risk", "0001_initial"), ("kernel", "0002_security")]
    operations = [
        protect("risk_homes"),
        protect("risk_snapshot"),
        protect("risk_run"),
        protect("risk_proposal"),
    ]
