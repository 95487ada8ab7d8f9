"""Which buildings are disputed stands in their row: whoever speaks for one owner doesn't see the others' claims.

Of a disputed building they see that they claim it, and neither its checks nor what was told of it: it may be another's.
"""

import importlib
from typing import Final

from django.db import migrations, models

from kokong.kernel.rls import MUNICIPALITY, replaced

before = importlib.import_module("kokong.measures.owners.migrations.0002_security")
then = importlib.import_module("kokong.measures.owners.migrations.0004_checks_security")
SETTLED: Final = f"(SELECT b.id FROM owners_building b WHERE b.id IN {before.HAS} AND NOT b.disputed)"  # noqa: S608
OWN: Final = f"({before.FIELD} OR building_id IN {SETTLED})"
WITHIN: Final = f"(SELECT k.id FROM owners_check k WHERE k.building_id IN {SETTLED})"  # noqa: S608
ANSWERS: Final = f"({before.FIELD} OR within_id IN {WITHIN})"
ANSWERS_BEFORE: Final = f"({before.FIELD} OR within_id IN {then.WITHIN})"
TABLES: Final = ("owners_building", "owners_claim")
# The owner is bound by the policies, too, and works for no single municipality here.
FILL: Final = [
    *(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in TABLES),
    "UPDATE owners_building b SET disputed = true WHERE NOT b.together AND 1 < (SELECT count(*) FROM owners_claim c"
    " WHERE c.building_id = b.id AND c.part = 'owns' AND c.until IS NULL)",
    "SET CONSTRAINTS ALL IMMEDIATE",  # or the tables could not be altered below
    "SET CONSTRAINTS ALL DEFERRED",
    *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in TABLES),
]


def _within(condition: str) -> str:
    return f"municipality_id = {MUNICIPALITY} AND {condition}"


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("owners", "0004_checks_security")]
    operations = [
        migrations.AddField("building", "disputed", models.BooleanField(default=False)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        replaced("owners_check", "tenant", using=_within(OWN), before=_within(then.OWN)),
        replaced("owners_answer", "tenant", using=_within(ANSWERS), before=_within(ANSWERS_BEFORE)),
        replaced("owners_told", "tenant", using=_within(OWN), before=_within(then.OWN)),
    ]
