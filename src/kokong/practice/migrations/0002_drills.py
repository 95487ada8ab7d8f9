"""How a practice municipality is made, filled and emptied: by the owner's functions alone.

Each names the municipality itself: it does the same where the owner is one whom row-level security doesn't bind.
`kokong_practice_begin` works for the municipality in scope and the person in scope, who coordinates or is of the police
there; it makes the one practice municipality that there is for it, or empties it, and takes along homes, streets, map
and people as they are. No role may write such a municipality, or see it from outside (kernel 0010).
"""

from django.db import migrations

HERE = "nullif(current_setting('kokong.municipality', true), '')::bigint"
WHO = "nullif(current_setting('kokong.user', true), '')::bigint"

ENTER = """
CREATE FUNCTION kokong_practice_enter(place bigint, authority text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  SELECT set_config('kokong.municipality', coalesce(place::text, ''), true),
    set_config('kokong.authority', coalesce(authority, ''), true)
$$
"""
# Rows as JSON, so that a column which comes later is taken along, too.
TAKEN = """
CREATE FUNCTION kokong_practice_taken(what text, among text) RETURNS jsonb
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE found jsonb;
BEGIN
  EXECUTE format('SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY t.id), ''[]'') FROM %I t'
    ' WHERE t.municipality_id = $1 AND (%s)', what, among)
    INTO found USING nullif(current_setting('kokong.municipality', true), '')::bigint;
  RETURN found;
END $$
"""
# Each gets a number of its own; `refs` says for a column what the numbers it held are now. Gives its own likewise.
LAID = """
CREATE FUNCTION kokong_practice_laid(what text, given jsonb, refs jsonb DEFAULT '{}') RETURNS jsonb
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  numbers jsonb;
  columns text;
BEGIN
  SELECT coalesce(jsonb_object_agg(r->>'id', nextval(pg_get_serial_sequence(what, 'id'))), '{}') INTO numbers
    FROM jsonb_array_elements(given) r;
  SELECT string_agg(quote_ident(attname), ', ') INTO columns FROM pg_attribute
    WHERE attrelid = what::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
  EXECUTE format('INSERT INTO %1$I (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s'
    ' FROM jsonb_populate_recordset(NULL::%1$I, $1)', what, columns)
  USING (
    SELECT coalesce(jsonb_agg(r
      || jsonb_build_object('id', numbers->(r->>'id'), 'municipality_id',
        nullif(current_setting('kokong.municipality', true), '')::bigint)
      || (SELECT coalesce(jsonb_object_agg(key, value->(r->>key)), '{}') FROM jsonb_each(refs))), '[]')
    FROM jsonb_array_elements(given) r
  );
  RETURN numbers;
END $$
"""
# Everything but the log, which nobody shortens. Rows point at each other: whether all are gone is asked at the end.
EMPTIED = """
CREATE FUNCTION kokong_practice_emptied(place bigint) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  here text := current_setting('kokong.municipality', true);
  authority text := current_setting('kokong.authority', true);
  what text;
BEGIN
  IF NOT kokong_is_practice(place) THEN
    RAISE EXCEPTION 'only a practice municipality is emptied' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM kokong_practice_enter(place, 'system');
  SET CONSTRAINTS ALL DEFERRED;
  FOR what IN SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attname = 'municipality_id'
      AND c.relname <> 'kernel_auditentry' ORDER BY c.relname = 'ledger_month', c.relname
  LOOP
    EXECUTE format('DELETE FROM %I WHERE municipality_id = $1', what) USING place;
  END LOOP;
  DELETE FROM procrastinate_jobs WHERE status = 'todo' AND args->>'municipality_id' = place::text;
  PERFORM kokong_practice_enter(nullif(here, '')::bigint, authority);
END $$
"""
PLACE = f"""
CREATE FUNCTION kokong_practice_place() RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  mine kernel_municipality;
  place bigint;
  word text;
BEGIN
  SELECT * INTO mine FROM kernel_municipality WHERE id = {HERE} AND practice_of_id IS NULL;
  IF mine.id IS NULL OR {WHO} IS NULL
    OR NOT string_to_array(current_setting('kokong.roles', true), ',') && ARRAY['officer', 'coordinator'] THEN
    RAISE EXCEPTION 'a drill is begun by an officer or a coordinator of a municipality'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('kokong.practice', mine.id));
  word := CASE mine.language WHEN 'sv' THEN 'ÖVNING' ELSE 'DRILL' END;
  SELECT id INTO place FROM kernel_municipality WHERE practice_of_id = mine.id;
  IF place IS NULL THEN
    INSERT INTO kernel_municipality (code, name, official_name, crs, language, practice_of_id, created)
      VALUES ('ovn-' || mine.id, '', '', mine.crs, mine.language, mine.id, clock_timestamp()) RETURNING id INTO place;
  END IF;
  UPDATE kernel_municipality SET name = left(word || ' ' || mine.name, 120), crs = mine.crs,
    official_name = CASE mine.official_name WHEN '' THEN '' ELSE left(word || ' ' || mine.official_name, 120) END,
    language = mine.language WHERE id = place;
  RETURN place;
END $$
"""  # noqa: S608 - constants
BEGIN = f"""
CREATE FUNCTION kokong_practice_begin(people bigint[], asked jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  mine bigint := {HERE};
  authority text := current_setting('kokong.authority', true);
  place bigint := kokong_practice_place();
  near text := format('t.id IN (SELECT id FROM places_dwelling WHERE retired_at IS NULL AND location <@'
    ' circle(point(%s, %s), %s) AND municipality_id = %5$s ORDER BY location <-> point(%1$s, %2$s) LIMIT %4$s)',
    (asked->>'x')::float8, (asked->>'y')::float8, (asked->>'metres')::float8, (asked->>'homes')::int, mine);
  box text := format('t.west <= %s AND t.east >= %s AND t.south <= %s AND t.north >= %s', (asked->>'east')::float8,
    (asked->>'west')::float8, (asked->>'north')::float8, (asked->>'south')::float8);
  held text := 't.ended IS NULL AND t.subject = '''' AND t.since <= now() AND (t.until IS NULL OR t.until > now())';
  taken jsonb := '{{}}';
  what text;
  numbers jsonb;
  streets jsonb;
  dwelling bigint;
BEGIN
  taken := jsonb_build_object(
    'people_membership', kokong_practice_taken('people_membership',
      format('t.ended IS NULL AND t.user_id = ANY(%L::bigint[])', people)),
    'people_grant', kokong_practice_taken('people_grant', held || format(' AND t.id IN (SELECT min(g.id) FROM'
      ' people_grant g JOIN people_membership m ON m.id = g.membership_id WHERE %s AND m.ended IS NULL AND'
      ' m.user_id = ANY(%L::bigint[]) GROUP BY g.membership_id, g.role)', replace(held, 't.', 'g.'), people)),
    'places_dwelling', kokong_practice_taken('places_dwelling', near),
    'places_street', kokong_practice_taken('places_street', format(
      't.id IN (SELECT street_id FROM places_dwelling WHERE %s)', replace(near, 't.id', 'id'))),
    'places_building', kokong_practice_taken('places_building', box),
    'places_mapfeature', kokong_practice_taken('places_mapfeature', box),
    'places_importrun', kokong_practice_taken('places_importrun', format(
      't.id = (SELECT max(id) FROM places_importrun WHERE municipality_id = %s)', mine)),
    'places_pathcell', kokong_practice_taken('places_pathcell', format('t.cell = ANY(%L::bigint[])',
      ARRAY(SELECT jsonb_array_elements_text(asked->'squares')::bigint)))
  );
  FOREACH what IN ARRAY ARRAY['people_signinrule', 'cocoons_preset', 'cocoons_contact'] LOOP
    taken := taken || jsonb_build_object(what, kokong_practice_taken(what, 'true'));
  END LOOP;
  IF NOT EXISTS (SELECT FROM jsonb_array_elements(taken->'people_membership') m WHERE (m->>'user_id')::bigint = {WHO})
  THEN
    RAISE EXCEPTION 'a drill is begun by whoever takes part' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM kokong_practice_emptied(place);
  PERFORM kokong_practice_enter(place, 'system');
  numbers := kokong_practice_laid('people_membership', taken->'people_membership');
  PERFORM kokong_practice_laid('people_grant', taken->'people_grant', jsonb_build_object('membership_id', numbers));
  UPDATE people_grant SET until = least(until, (asked->>'ends')::timestamptz), source = ''
    WHERE municipality_id = place;
  streets := kokong_practice_laid('places_street', taken->'places_street');
  numbers := kokong_practice_laid('places_building', taken->'places_building');
  numbers := kokong_practice_laid('places_dwelling', taken->'places_dwelling',
    jsonb_build_object('street_id', streets, 'building_id', numbers));
  dwelling := (numbers->>(asked->>'dwelling'))::bigint;
  FOREACH what IN ARRAY ARRAY['places_mapfeature', 'places_importrun', 'places_pathcell', 'people_signinrule',
    'cocoons_preset', 'cocoons_contact'] LOOP
    PERFORM kokong_practice_laid(what, taken->what);
  END LOOP;
  INSERT INTO practice_drill (municipality_id, kind, place, dwelling_id, began, began_by, ends)
    VALUES (place, asked->>'kind', asked->>'place', dwelling, (asked->>'began')::timestamptz, {WHO},
      (asked->>'ends')::timestamptz);
  PERFORM kokong_practice_enter(mine, authority);
  RETURN place;
END $$
"""  # noqa: S608 - constants
END = """
CREATE FUNCTION kokong_practice_end() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM kokong_practice_emptied(kokong_practice_place());
END $$
"""
CLEAR = """
CREATE FUNCTION kokong_practice_clear(now timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  here bigint;
  cleared integer := 0;
BEGIN
  FOR here IN SELECT id FROM kernel_municipality WHERE practice_of_id IS NOT NULL LOOP
    PERFORM kokong_practice_enter(here, 'system');
    IF EXISTS (SELECT FROM practice_drill d WHERE d.municipality_id = here AND d.ends <= now) THEN
      PERFORM kokong_practice_emptied(here);
      cleared := cleared + 1;
    END IF;
  END LOOP;
  PERFORM kokong_practice_enter(NULL, NULL);
  RETURN cleared;
END $$
"""
# What is never taken away is, where people practise: the same trigger, but for a practice municipality's rows.
LET_GO = """
DO $$
DECLARE t record; said text; rest text;
BEGIN
  FOR t IN SELECT tg.tgname, c.relname, tg.tgtype, p.proname FROM pg_trigger tg JOIN pg_class c ON c.oid = tg.tgrelid
    JOIN pg_proc p ON p.oid = tg.tgfoid
    WHERE NOT tg.tgisinternal AND tg.tgqual IS NULL AND tg.tgtype & 11 = 11 AND c.relname <> ALL (ARRAY[
      'kernel_auditentry', 'kernel_auditseal', 'procrastinate_jobs'])
  LOOP
    EXECUTE format('DROP TRIGGER %I ON %I', t.tgname, t.relname);
    EXECUTE format('CREATE TRIGGER %I BEFORE DELETE OR UPDATE ON %I FOR EACH ROW WHEN (NOT'
      ' kokong_is_practice(OLD.municipality_id)) EXECUTE FUNCTION %I()', t.tgname, t.relname, t.proname);
    IF t.tgtype & 4 = 4 THEN
      EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION %I()',
        t.tgname || '_new', t.relname, t.proname);
    END IF;
  END LOOP;
END $$
"""
ALL = (ENTER, TAKEN, LAID, EMPTIED, PLACE, BEGIN, END, CLEAR)
NAMES = (
    "kokong_practice_clear(timestamptz)", "kokong_practice_end()", "kokong_practice_begin(bigint[], jsonb)",
    "kokong_practice_place()", "kokong_practice_emptied(bigint)", "kokong_practice_laid(text, jsonb, jsonb)",
    "kokong_practice_taken(text, text)", "kokong_practice_enter(bigint, text)",
)  # fmt: skip


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [
        ("practice", "0001_initial"),
        # Every room with something that stays, as of now; a room that comes later lets go itself.
        ("effect", "0008_pool"),
        ("promises", "0004_months_by_area"),
        ("watch", "0010_own_areas"),
        ("walks", "0005_media"),
        ("owners", "0006_own_looked_up_once"),
        ("outreach", "0008_replies_security"),
        ("sending", "0008_outbox_security"),
        ("marking", "0005_survey"),
        ("homecheck", "0002_alarm_plan"),
        ("texts", "0005_library_security"),
        ("people", "0009_invited_on_a_record"),
        ("places", "0010_area_room"),
        ("cocoons", "0010_ended"),
        ("incidents", "0004_imports_to_intake"),
        ("alarms", "0023_expected"),
        ("cooperation", "0006_agreement"),
        ("ledger", "__first__"),
    ]
    operations = [
        migrations.RunSQL(list(ALL), [f"DROP FUNCTION {name}" for name in NAMES]),
        migrations.RunSQL(LET_GO, migrations.RunSQL.noop),
    ]
