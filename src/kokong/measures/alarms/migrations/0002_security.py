"""Who sees what of the alarms, what is never changed, and how receivers learn of a changed account."""

from django.db import migrations

from kokong.kernel.rls import MUNICIPALITY, USER, protect

AUTHORITY = "current_setting('kokong.authority', true)"
RECEIVER = f"{AUTHORITY} = 'receiver'"
MINE = f"SELECT centre_id FROM alarms_centreoperator WHERE user_id = {USER}"  # noqa: S608 - constants
ROWS = f"{RECEIVER} OR municipality_id = {MUNICIPALITY} OR ({MUNICIPALITY} IS NULL AND centre_id IN ({MINE}))"
TABLES = ("account", "contact", "liveness", "event", "alarm", "alarmevent", "step", "tally")


def managed(table: str) -> migrations.RunSQL:
    """Readable by whoever is signed in or works for the system, written by the system alone."""
    reader = f"{USER} IS NOT NULL OR {AUTHORITY} IN ('system', 'receiver')"
    return migrations.RunSQL(
        [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY readers ON {table} FOR SELECT USING ({reader})",
            f"CREATE POLICY system ON {table} USING ({AUTHORITY} = 'system')",
        ],
        [f"DROP POLICY readers ON {table}", f"DROP POLICY system ON {table}"],
    )


# After 90 days an event may be removed, and before that its personal columns cleared; nothing else ever changes.
EVENT_SAYS_THE_SAME = """
CREATE FUNCTION alarms_event_says_the_same() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.received < now() - interval '90 days' THEN RETURN OLD; END IF;
    IF TG_OP = 'UPDATE'
        AND (NEW.id, NEW.municipality_id, NEW.account_id, NEW.part, NEW.protocol, NEW.sequence, NEW.code, NEW.kind,
             NEW.label, NEW.zone, NEW.area, NEW.still, NEW.restores, NEW.encrypted, NEW.received, NEW.occurred)
            = (OLD.id, OLD.municipality_id, OLD.account_id, OLD.part, OLD.protocol, OLD.sequence, OLD.code, OLD.kind,
             OLD.label, OLD.zone, OLD.area, OLD.still, OLD.restores, OLD.encrypted, OLD.received, OLD.occurred)
        AND NEW.centre_id IS NOT DISTINCT FROM OLD.centre_id
        AND NEW.user_number = '' AND NEW.text = '' AND NEW.raw = '' AND NEW.link = ''
        AND NEW.xdata IS NULL AND NEW.lon IS NULL AND NEW.lat IS NULL
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'alarm events are append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON alarms_event
    FOR EACH ROW EXECUTE FUNCTION alarms_event_says_the_same();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON alarms_event
    FOR EACH STATEMENT EXECUTE FUNCTION alarms_event_says_the_same();
"""
EVENT_NO_LONGER = """
DROP TRIGGER append_only ON alarms_event;
DROP TRIGGER append_only_truncate ON alarms_event;
DROP FUNCTION alarms_event_says_the_same();
"""

# What people wrote and who they are may be cleared from a step; that it happened stays.
STEP_SAYS_THE_SAME = """
CREATE FUNCTION alarms_step_says_the_same() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (NEW.id, NEW.municipality_id, NEW.alarm_id, NEW.at, NEW.what, NEW.result)
            = (OLD.id, OLD.municipality_id, OLD.alarm_id, OLD.at, OLD.what, OLD.result)
        AND NEW.centre_id IS NOT DISTINCT FROM OLD.centre_id
        AND NEW.user_id IS NULL AND NEW.note = '' AND NEW.detail = '{}'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'alarm steps are append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON alarms_step
    FOR EACH ROW EXECUTE FUNCTION alarms_step_says_the_same();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON alarms_step
    FOR EACH STATEMENT EXECUTE FUNCTION alarms_step_says_the_same();
"""
STEP_NO_LONGER = """
DROP TRIGGER append_only ON alarms_step;
DROP TRIGGER append_only_truncate ON alarms_step;
DROP FUNCTION alarms_step_says_the_same();
"""

# Only what a receiver needs to know: setting and unsetting the alarm doesn't make every receiver read it again.
TELL_RECEIVERS = """
CREATE FUNCTION alarms_account_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('kokong_alarm_accounts', NEW.id::text);
    RETURN NULL;
END $$;
CREATE TRIGGER tell_receivers AFTER INSERT OR UPDATE OF account, receiver, line, key_sealed, transport, interval_s,
    quirks, retired, centre_id, municipality_id ON alarms_account
    FOR EACH ROW EXECUTE FUNCTION alarms_account_changed();
"""
TELL_NO_LONGER = "DROP TRIGGER tell_receivers ON alarms_account; DROP FUNCTION alarms_account_changed();"


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("alarms", "0001_initial"), ("kernel", "0002_security")]
    operations = [
        managed("alarms_centre"),
        managed("alarms_centreoperator"),
        *(protect(f"alarms_{table}", using=ROWS) for table in TABLES),
        *(protect(f"alarms_{table}", using=RECEIVER) for table in ("seen", "pending")),
        migrations.RunSQL(EVENT_SAYS_THE_SAME, EVENT_NO_LONGER),
        migrations.RunSQL(STEP_SAYS_THE_SAME, STEP_NO_LONGER),
        migrations.RunSQL(TELL_RECEIVERS, TELL_NO_LONGER),
    ]
