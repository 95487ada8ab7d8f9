"""Lots of areas: announced, drawn once, and never changed; the database draws each again before it takes it."""

import django.db.models.deletion
from django.db import migrations, models

import kokong.kernel.fields
from kokong.kernel.rls import protect

MUNICIPALITY = models.ForeignKey(
    db_default=kokong.kernel.fields.CurrentMunicipality(),
    editable=False,
    on_delete=django.db.models.deletion.PROTECT,
    related_name="+",
    to="kernel.municipality",
)
ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
STAYS = """
CREATE FUNCTION effect_lot_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE may text[] := '{announced_by,drawn_by}'; again jsonb;
BEGIN
  IF OLD.seed IS NULL AND NEW.seed IS NOT NULL THEN
    SELECT jsonb_agg(a -> 'id' ORDER BY
      encode(sha256(convert_to(NEW.seed || E'\\n' || (a ->> 'name'), 'UTF8')), 'hex') COLLATE "C")
      INTO again FROM jsonb_array_elements(NEW.areas) a;
    IF NEW.drawn IS DISTINCT FROM again THEN
      RAISE EXCEPTION 'the order is not that of the seed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    may := may || '{seed,drawn,drawn_at}';
  END IF;
  IF to_jsonb(NEW) - may IS DISTINCT FROM to_jsonb(OLD) - may THEN
    RAISE EXCEPTION '% stays as it is', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE ON effect_lot FOR EACH ROW EXECUTE FUNCTION effect_lot_stays();
CREATE FUNCTION effect_lot_announced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a lot is announced before it is drawn' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER announced BEFORE INSERT ON effect_lot
  FOR EACH ROW WHEN (NEW.seed IS NOT NULL OR NEW.drawn IS NOT NULL) EXECUTE FUNCTION effect_lot_announced();
CREATE TRIGGER stays BEFORE UPDATE ON effect_lotlook FOR EACH ROW EXECUTE FUNCTION effect_stays();
"""
GOES = """
DROP TRIGGER stays ON effect_lotlook;
DROP TRIGGER announced ON effect_lot;
DROP TRIGGER stays ON effect_lot;
DROP FUNCTION effect_lot_announced();
DROP FUNCTION effect_lot_stays();
"""


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("effect", "0006_dataset")]
    operations = [
        migrations.CreateModel(
            name="Lot",
            fields=[
                ("id", ID.clone()),
                ("question", models.CharField(max_length=300)),
                ("measures", models.JSONField()),
                ("areas", models.JSONField()),
                ("since", models.DateField()),
                ("start", models.DateField()),
                ("at_once", models.IntegerField()),
                ("apart", models.IntegerField(help_text="months between starts")),
                (
                    "seed_is",
                    models.CharField(max_length=300, help_text="what the seed will be, stated before it is known"),
                ),
                ("announced_at", models.DateTimeField()),
                ("announced_by", models.BigIntegerField(null=True)),
                ("seed", models.CharField(max_length=300, null=True)),
                ("drawn", models.JSONField(help_text="numbers of areas in their order", null=True)),
                ("drawn_at", models.DateTimeField(null=True)),
                ("drawn_by", models.BigIntegerField(null=True)),
                ("municipality", MUNICIPALITY.clone()),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="LotLook",
            fields=[
                ("id", ID.clone()),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                ("called", models.CharField(max_length=12)),
                ("until", models.DateField(help_text="the first day that was not counted")),
                ("counted", models.JSONField()),
                ("dose", models.JSONField()),
                ("result", models.JSONField()),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="looks", to="effect.lot"
                    ),
                ),
                ("municipality", MUNICIPALITY.clone()),
            ],
            options={"abstract": False},
        ),
        protect("effect_lot"),
        protect("effect_lotlook"),
        migrations.RunSQL(sql=STAYS, reverse_sql=GOES),
    ]
