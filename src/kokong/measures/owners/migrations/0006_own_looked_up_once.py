"""What somebody's own buildings are is looked up once a query, as an array, and not joined row by row.

Written as `IN (SELECT …)` the planner may join the tables of the condition, and it takes each for nearly empty, since
their own policies hide how many rows they have: the answers of 200 buildings then took 0.9 s.
"""

import importlib
from typing import Final

from django.db import migrations

from kokong.kernel.rls import MUNICIPALITY, replaced

first = importlib.import_module("kokong.measures.owners.migrations.0002_security")
before = importlib.import_module("kokong.measures.owners.migrations.0005_disputed")
HAS: Final = f"ARRAY {first.HAS}"
SETTLED: Final = f"ARRAY (SELECT b.id FROM owners_building b WHERE b.id = ANY ({HAS}) AND NOT b.disputed)"  # noqa: S608
WITHIN: Final = f"ARRAY (SELECT k.id FROM owners_check k WHERE k.building_id = ANY ({SETTLED}))"  # noqa: S608
OF_OWN: Final = f"({first.FIELD} OR building_id = ANY ({SETTLED}))"
ANSWERS: Final = f"({first.FIELD} OR within_id = ANY ({WITHIN}))"


def _within(condition: str) -> str:
    return f"municipality_id = {MUNICIPALITY} AND {condition}"


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("owners", "0005_disputed")]
    operations = [
        replaced("owners_check", "tenant", using=_within(OF_OWN), before=_within(before.OWN)),
        replaced("owners_answer", "tenant", using=_within(ANSWERS), before=_within(before.ANSWERS)),
        replaced("owners_told", "tenant", using=_within(OF_OWN), before=_within(before.OWN)),
    ]
