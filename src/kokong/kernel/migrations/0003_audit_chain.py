"""The log is filled by the database and sealed into a chain at commit; lines from before are sealed here."""

from django.db import migrations, models

import kokong.kernel.fields

# What a line says, in one spelling for ever: its hash is taken over this text. Columns that come later join the
# first object, which leaves out what is empty, so that the texts of older lines never change.
TEXT = """
CREATE FUNCTION kokong_audit_text(line kernel_auditentry) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT (jsonb_strip_nulls(jsonb_build_object(
      'id', line.id,
      'at', to_char(line.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      'municipality', line.municipality_id, 'user', line.user_id, 'authority', line.authority,
      'roles', nullif(line.roles, ''), 'action', line.action, 'subject', nullif(line.subject, ''),
      'subject_id', line.subject_id, 'rows', line.rows::text, 'purpose', nullif(line.purpose, ''),
      'words', nullif(line.words, ''), 'nonce', line.nonce))
    || jsonb_build_object('detail', line.detail))::text
$$
"""
START = """
CREATE FUNCTION kokong_audit_start(chain bigint) RETURNS bytea
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT sha256(convert_to('kokong audit ' || chain, 'UTF8'))
$$
"""
FILL = """
CREATE FUNCTION kokong_audit_fill() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.authority := nullif(current_setting('kokong.authority', true), '');
  IF NEW.authority IS NULL THEN
    RAISE EXCEPTION 'a line of the log needs a scope' USING ERRCODE = 'insufficient_privilege';
  END IF;
  NEW.municipality_id := nullif(current_setting('kokong.municipality', true), '')::bigint;
  NEW.user_id := nullif(current_setting('kokong.user', true), '')::bigint;
  NEW.roles := coalesce(current_setting('kokong.roles', true), '');
  NEW.at := clock_timestamp();
  NEW.nonce := gen_random_uuid();
  RETURN NEW;
END $$
"""
# The lock is taken at commit and not at the insert, so that two transactions never wait for each other's end;
# it is held until the commit shows, so that whoever comes next sees the tail.
SEAL = """
CREATE FUNCTION kokong_audit_seal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine bigint := coalesce(NEW.municipality_id, 0);
  content bytea := sha256(convert_to(public.kokong_audit_text(NEW), 'UTF8'));
  tail record;
  before bytea;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('kokong.audit', mine));
  SELECT number, hash INTO tail FROM public.kernel_auditseal WHERE chain = mine ORDER BY number DESC LIMIT 1;
  before := coalesce(tail.hash, public.kokong_audit_start(mine));
  INSERT INTO public.kernel_auditseal (chain, number, entry_id, content, previous, hash)
    VALUES (mine, coalesce(tail.number, 0) + 1, NEW.id, content, before, sha256(before || content));
  RETURN NULL;
END $$
"""
SEAL_WHAT_IS_THERE = """
DO $$
DECLARE
  line kernel_auditentry;
  mine bigint := NULL;
  place bigint;
  content bytea;
  before bytea;
BEGIN
  FOR line IN SELECT * FROM kernel_auditentry ORDER BY coalesce(municipality_id, 0), id LOOP
    IF mine IS DISTINCT FROM coalesce(line.municipality_id, 0) THEN
      mine := coalesce(line.municipality_id, 0);
      place := 0;
      before := kokong_audit_start(mine);
    END IF;
    place := place + 1;
    content := sha256(convert_to(kokong_audit_text(line), 'UTF8'));
    INSERT INTO kernel_auditseal (chain, number, entry_id, content, previous, hash)
      VALUES (mine, place, line.id, content, before, sha256(before || content));
    before := sha256(before || content);
  END LOOP;
END $$
"""
# Before anything is sealed: earlier versions wrote the number that visitors call into lines that nobody can change.
CLEAN = """
UPDATE kernel_auditentry SET detail = jsonb_build_object('set', coalesce(detail->>'phone', '') <> '')
WHERE action = 'cocoon.contact' AND detail ? 'phone'
"""
MINE = "coalesce(nullif(current_setting('kokong.municipality', true), '')::bigint, 0)"
GUARD_SEALS = [
    "ALTER TABLE kernel_auditseal ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE kernel_auditseal FORCE ROW LEVEL SECURITY",
    # The owner, as whom the sealing function runs, writes; everybody else only reads, whatever they were granted.
    "CREATE POLICY sealing ON kernel_auditseal TO CURRENT_USER USING (true) WITH CHECK (true)",
    f"CREATE POLICY tenant ON kernel_auditseal FOR SELECT USING (chain = {MINE})",
    "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON kernel_auditseal"
    " FOR EACH ROW EXECUTE FUNCTION kokong_append_only()",
    "CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON kernel_auditseal"
    " FOR EACH STATEMENT EXECUTE FUNCTION kokong_append_only()",
]
WATCH = [
    "CREATE TRIGGER fill BEFORE INSERT ON kernel_auditentry FOR EACH ROW EXECUTE FUNCTION kokong_audit_fill()",
    "CREATE CONSTRAINT TRIGGER seal AFTER INSERT ON kernel_auditentry DEFERRABLE INITIALLY DEFERRED"
    " FOR EACH ROW EXECUTE FUNCTION kokong_audit_seal()",
    "REVOKE EXECUTE ON FUNCTION kokong_audit_seal() FROM PUBLIC",
]


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("kernel", "0002_security")]
    operations = [
        migrations.AlterField("auditentry", "at", models.DateTimeField(editable=False)),
        migrations.AddField("auditentry", "roles", models.CharField(max_length=400, db_default="", default="")),
        migrations.AddField("auditentry", "purpose", models.CharField(max_length=200, db_default="", default="")),
        migrations.AddField("auditentry", "rows", kokong.kernel.fields.IdsField(null=True)),
        migrations.AddField("auditentry", "words", models.CharField(max_length=64, db_default="", default="")),
        migrations.AddField("auditentry", "nonce", models.UUIDField(null=True, editable=False)),
        migrations.AddField(
            "auditentry",
            "police",
            models.GeneratedField(
                expression=models.ExpressionWrapper(
                    models.Q(action__contains="police"), output_field=models.BooleanField()
                ),
                output_field=models.BooleanField(),
                db_persist=True,
            ),
        ),
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                ("entry_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("chain", models.BigIntegerField()),
                ("number", models.BigIntegerField()),
                ("content", models.BinaryField()),
                ("previous", models.BinaryField(unique=True)),
                ("hash", models.BinaryField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["chain", "number"], name="audit_seal_in_line")],
            },
        ),
        migrations.RunSQL(TEXT, "DROP FUNCTION kokong_audit_text(kernel_auditentry)"),
        migrations.RunSQL(START, "DROP FUNCTION kokong_audit_start(bigint)"),
        migrations.RunSQL(FILL, "DROP FUNCTION kokong_audit_fill()"),
        migrations.RunSQL(SEAL, "DROP FUNCTION kokong_audit_seal()"),
        migrations.RunSQL(
            WATCH, ["DROP TRIGGER fill ON kernel_auditentry", "DROP TRIGGER seal ON kernel_auditentry"]
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE kernel_auditentry NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE kernel_auditentry DISABLE TRIGGER append_only",
                CLEAN,
                "ALTER TABLE kernel_auditentry ENABLE TRIGGER append_only",
                SEAL_WHAT_IS_THERE,
                "ALTER TABLE kernel_auditentry FORCE ROW LEVEL SECURITY",
            ],
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(GUARD_SEALS, migrations.RunSQL.noop),
    ]
