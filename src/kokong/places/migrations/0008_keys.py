"""Keys of streets and numbers by today's rules: rows of earlier imports were no longer found, nor recognised.

Not one transaction: each batch is its own, so that no table is locked, and a migration that was stopped goes on.
"""

from typing import Any

from django.db import migrations

from kokong.places import keys


def renew(_apps: Any, schema_editor: Any) -> None:
    """Through every municipality, as the owner."""
    keys.renew(using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    """See the module."""

    atomic = False
    dependencies = [("places", "0007_uses"), ("kernel", "0008_moves")]
    operations = [migrations.RunPython(renew, migrations.RunPython.noop)]
