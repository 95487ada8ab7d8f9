"""Where people practise: what the owner's functions may do with tables that are of the processes alone.

Their policies name processes, and row-level security binds the owner, too. Without a policy of its own what empties a
practice municipality would find nothing here, and say nothing. A panel's report in a drill is written by a function,
since the web application writes no events.
"""

from typing import Final

from django.db import migrations

from kokong.kernel.rls import MUNICIPALITY

TABLES: Final = (
    "account", "alarm", "alarmevent", "call", "contact", "event", "expected", "handover", "liveness", "misheard",
    "pause", "presence", "reminder", "routine", "sender", "shiftnote", "step", "tally",
)  # fmt: skip
PRACTISED: Final = f"municipality_id = {MUNICIPALITY} AND kokong_is_practice(municipality_id)"
HEARD: Final = """
CREATE FUNCTION kokong_practice_heard(panel bigint, events jsonb, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  found alarms_account;
  one jsonb;
  made bigint;
  authority text := current_setting('kokong.authority', true);
BEGIN
  SELECT * INTO found FROM alarms_account WHERE id = panel;
  IF found.id IS NULL THEN
    RAISE EXCEPTION 'only a panel of a drill is made to report' USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR one IN SELECT * FROM jsonb_array_elements(events) LOOP
    INSERT INTO alarms_event (municipality_id, centre_id, account_id, part, protocol, code, kind, zone, area, raw,
        received, occurred)
      VALUES (found.municipality_id, found.centre_id, found.id, (one->>'part')::smallint, 'SIA-DCS', one->>'code',
        one->>'kind', one->>'zone', one->>'area', convert_to(one->>'raw', 'UTF8'), at, at) RETURNING id INTO made;
    IF (one->>'matters')::boolean THEN
      PERFORM set_config('kokong.authority', 'receiver', true);
      INSERT INTO alarms_pending (event_id) VALUES (made);
      PERFORM set_config('kokong.authority', authority, true);
    END IF;
  END LOOP;
END $$
"""


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("alarms", "0024_own_address"), ("kernel", "0010_practice")]
    operations = [
        *(
            migrations.RunSQL(
                f"CREATE POLICY practised ON alarms_{table} TO CURRENT_USER"
                f" USING ({PRACTISED}) WITH CHECK ({PRACTISED})",
                f"DROP POLICY practised ON alarms_{table}",
            )
            for table in TABLES
        ),
        migrations.RunSQL(HEARD, "DROP FUNCTION kokong_practice_heard(bigint, jsonb, timestamptz)"),
    ]
