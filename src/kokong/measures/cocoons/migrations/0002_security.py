"""Row-level security of every table; what a visit says is never changed or removed."""

from django.db import migrations

from kokong.kernel.rls import protect

TABLES = (
    "preset", "cocoon", "door", "round", "rounddoor", "roundvisitor", "visit", "followup", "device", "donotvisit",
)  # fmt: skip

# Personal columns (who, when to the minute) may be cleared; everything else of a visit stays as it was written.
SAYS_THE_SAME = """
CREATE FUNCTION cocoons_visit_says_the_same() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (NEW.id, NEW.municipality_id, NEW.client_id, NEW.door_id, NEW.outcome, NEW.source)
            = (OLD.id, OLD.municipality_id, OLD.client_id, OLD.door_id, OLD.outcome, OLD.source)
        AND NEW.undoes IS NOT DISTINCT FROM OLD.undoes AND NEW.user_id IS NULL
        AND NEW.at = date_trunc('day', OLD.at, 'UTC')
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'visits are append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON cocoons_visit
    FOR EACH ROW EXECUTE FUNCTION cocoons_visit_says_the_same();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON cocoons_visit
    FOR EACH STATEMENT EXECUTE FUNCTION cocoons_visit_says_the_same();
"""
NO_LONGER = """
DROP TRIGGER append_only ON cocoons_visit;
DROP TRIGGER append_only_truncate ON cocoons_visit;
DROP FUNCTION cocoons_visit_says_the_same();
"""


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("cocoons", "0001_initial")]
    operations = [
        *(protect(f"cocoons_{table}") for table in TABLES),
        migrations.RunSQL(SAYS_THE_SAME, NO_LONGER),
    ]
