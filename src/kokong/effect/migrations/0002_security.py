"""Row-level security; a registered plan stays as it was, and so does what was changed and seen."""

from django.db import migrations

from kokong.kernel.rls import protect

LOCKED = """
CREATE FUNCTION effect_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE who text[] := CASE TG_TABLE_NAME WHEN 'effect_evaluation' THEN '{made_by,registered_by}' ELSE '{by}' END;
BEGIN
  IF to_jsonb(NEW) - who IS DISTINCT FROM to_jsonb(OLD) - who THEN
    RAISE EXCEPTION '% stays as it is', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE ON effect_evaluation
  FOR EACH ROW WHEN (OLD.state = 'registered') EXECUTE FUNCTION effect_stays();
CREATE TRIGGER stays BEFORE UPDATE ON effect_change FOR EACH ROW EXECUTE FUNCTION effect_stays();
CREATE TRIGGER stays BEFORE UPDATE ON effect_look FOR EACH ROW EXECUTE FUNCTION effect_stays();
CREATE FUNCTION effect_peeked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'somebody has looked, and that stays so' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER peeked BEFORE UPDATE ON effect_evaluation
  FOR EACH ROW WHEN (OLD.peeked AND NOT NEW.peeked) EXECUTE FUNCTION effect_peeked();
"""
UNLOCKED = """
DROP TRIGGER peeked ON effect_evaluation;
DROP TRIGGER stays ON effect_evaluation;
DROP TRIGGER stays ON effect_change;
DROP TRIGGER stays ON effect_look;
DROP FUNCTION effect_peeked();
DROP FUNCTION effect_stays();
"""


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("effect", "0001_initial"), ("kernel", "0002_security")]
    operations = [
        protect("effect_evaluation"),
        protect("effect_change"),
        protect("effect_look"),
        migrations.RunSQL(sql=LOCKED, reverse_sql=UNLOCKED),
    ]
