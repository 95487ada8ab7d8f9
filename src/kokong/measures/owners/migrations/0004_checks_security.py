"""Row-level security: checks and what was told are seen by the desk, visitors, and whoever speaks for the owner."""

import importlib
from typing import Final

from django.db import migrations

from kokong.kernel.rls import protect

before = importlib.import_module("kokong.measures.owners.migrations.0002_security")
OWN: Final = f"({before.FIELD} OR building_id IN {before.HAS})"
WITHIN: Final = f"(SELECT k.id FROM owners_check k WHERE k.building_id IN {before.HAS})"  # noqa: S608


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("owners", "0003_checks_and_telling")]
    operations = [
        protect("owners_setting"),
        protect("owners_check", extra=OWN),
        protect("owners_answer", extra=f"({before.FIELD} OR within_id IN {WITHIN})"),
        protect("owners_told", extra=OWN),
    ]
