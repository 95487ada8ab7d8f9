"""Row-level security; a frozen picture stays as it is."""

from django.db import migrations

from kokong.kernel.rls import protect

LOCKED = """
CREATE FUNCTION cooperation_picture_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' OR to_jsonb(NEW) - 'user_id' IS DISTINCT FROM to_jsonb(OLD) - 'user_id' THEN
    RAISE EXCEPTION 'a frozen picture stays as it is' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON cooperation_pictureversion
  FOR EACH ROW EXECUTE FUNCTION cooperation_picture_stays();
CREATE TRIGGER stays_whole BEFORE TRUNCATE ON cooperation_pictureversion
  FOR EACH STATEMENT EXECUTE FUNCTION cooperation_picture_stays();
"""
UNLOCKED = """
DROP TRIGGER stays_whole ON cooperation_pictureversion;
DROP TRIGGER stays ON cooperation_pictureversion;
DROP FUNCTION cooperation_picture_stays();
"""


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("cooperation", "0001_picture"), ("kernel", "0002_security")]
    operations = [
        protect("cooperation_picturetext"),
        protect("cooperation_pictureversion"),
        migrations.RunSQL(sql=LOCKED, reverse_sql=UNLOCKED),
    ]
