"""Who may look past a municipality is a process's own role, not a setting that any statement can make.

Receiver and raiser work for all municipalities at once; `kernel.grants` says to whom each policy is. People and jobs
see their municipality's rows, and a centre's operators their centre's.
"""

from django.db import migrations

from kokong.kernel.rls import MUNICIPALITY, USER, replaced

AUTHORITY = "current_setting('kokong.authority', true)"
MINE = f"SELECT centre_id FROM alarms_centreoperator WHERE user_id = {USER}"  # noqa: S608 - constants
PEOPLE = f"municipality_id = {MUNICIPALITY} OR ({MUNICIPALITY} IS NULL AND centre_id IN ({MINE}))"
PROCESSES = f"{AUTHORITY} = 'receiver' OR municipality_id = {MUNICIPALITY}"
BEFORE = f"{AUTHORITY} = 'receiver' OR {PEOPLE}"
TABLES = ("account", "contact", "liveness", "event", "alarm", "alarmevent", "step", "tally")
ACROSS = ("account", "liveness", "event", "alarm", "alarmevent", "step")


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("alarms", "0003_operator_names")]
    operations = [
        *(replaced(f"alarms_{table}", "tenant", using=PEOPLE, before=BEFORE) for table in TABLES),
        *(replaced(f"alarms_{table}", "process", using=PROCESSES) for table in ACROSS),
    ]
