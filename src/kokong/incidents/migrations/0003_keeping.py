"""A burglary may forget its dwelling, and an old change its words. Everything else of a change stays for ever."""

import django.db.models.deletion
from django.db import migrations, models

# Only what is older than the shortest period that a municipality may have decided on, and only emptied.
CLEARED = """
CREATE FUNCTION kokong_versions_only_fade() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.at < now() - interval '720 days'
    AND NEW.reason = '' AND NEW.changes = '{}'::jsonb AND NEW.user_id IS NULL
    AND (NEW.id, NEW.municipality_id, NEW.burglary_id, NEW.number, NEW.at, NEW.action)
      = (OLD.id, OLD.municipality_id, OLD.burglary_id, OLD.number, OLD.at, OLD.action)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$
"""
TABLE = "incidents_burglaryversion"


def _guard(function: str) -> list[str]:
    return [
        f"DROP TRIGGER append_only ON {TABLE}",
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {function}()",
    ]


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("incidents", "0002_security")]
    operations = [
        migrations.AlterField(
            "burglary",
            "dwelling",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.dwelling"
            ),
        ),
        migrations.RunSQL(
            [CLEARED, *_guard("kokong_versions_only_fade")],
            [*_guard("kokong_append_only"), "DROP FUNCTION kokong_versions_only_fade()"],
        ),
    ]
