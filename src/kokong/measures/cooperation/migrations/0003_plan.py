"""Action plans; what was decided stays as it was, and the database sees to it."""

import django.db.models.deletion
import kokong.kernel.fields
from django.db import migrations, models

from kokong.kernel.rls import protect


LOCKED = """
CREATE FUNCTION cooperation_plan_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'draft' OR to_jsonb(NEW) - 'state' IS DISTINCT FROM to_jsonb(OLD) - 'state' THEN
    RAISE EXCEPTION 'a decided action plan stays as it is' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE ON cooperation_actionplan
  FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION cooperation_plan_stays();

CREATE FUNCTION cooperation_line_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  goes_on text[] := '{owner_id,state,result,evaluation_id}';
  line cooperation_planitem := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
BEGIN
  IF EXISTS (SELECT FROM cooperation_actionplan WHERE id = line.plan_id AND state <> 'draft')
    AND (TG_OP <> 'UPDATE' OR to_jsonb(NEW) - goes_on IS DISTINCT FROM to_jsonb(OLD) - goes_on) THEN
    RAISE EXCEPTION 'a line of a decided action plan stays as it is' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER stays BEFORE INSERT OR UPDATE OR DELETE ON cooperation_planitem
  FOR EACH ROW EXECUTE FUNCTION cooperation_line_stays();

CREATE FUNCTION cooperation_note_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'by' IS DISTINCT FROM to_jsonb(OLD) - 'by' THEN
    RAISE EXCEPTION 'what was told stays as it is' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE ON cooperation_plannote
  FOR EACH ROW EXECUTE FUNCTION cooperation_note_stays();
"""
UNLOCKED = """
DROP TRIGGER stays ON cooperation_plannote;
DROP TRIGGER stays ON cooperation_planitem;
DROP TRIGGER stays ON cooperation_actionplan;
DROP FUNCTION cooperation_note_stays();
DROP FUNCTION cooperation_line_stays();
DROP FUNCTION cooperation_plan_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0002_picture_security"),
        ("kernel", "0009_official_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("title", models.CharField(max_length=160)),
                ("begins", models.DateField()),
                ("ends", models.DateField()),
                ("stands_on", models.TextField(blank=True)),
                ("state", models.CharField(default="draft", max_length=10)),
                ("made_at", models.DateTimeField()),
                ("decided_on", models.DateField(null=True)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("body", models.CharField(blank=True, max_length=160)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_default=kokong.kernel.fields.CurrentMunicipality(),
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.municipality",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="cooperation.actionplan",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlanItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("problem", models.CharField(max_length=600)),
                ("cause", models.CharField(blank=True, max_length=600)),
                ("what", models.CharField(max_length=400)),
                ("by", models.CharField(max_length=12)),
                ("unit", models.CharField(max_length=120)),
                ("due", models.DateField()),
                ("kind", models.CharField(blank=True, max_length=40)),
                ("wanted", models.PositiveIntegerField(null=True)),
                ("area_id", models.BigIntegerField(null=True)),
                ("sign", models.CharField(blank=True, max_length=300)),
                ("owner_id", models.BigIntegerField(null=True)),
                ("state", models.CharField(default="planned", max_length=10)),
                ("result", models.CharField(blank=True, max_length=1000)),
                ("evaluation_id", models.BigIntegerField(null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_default=kokong.kernel.fields.CurrentMunicipality(),
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.municipality",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="cooperation.actionplan",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlanNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("kind", models.CharField(max_length=10)),
                ("on", models.DateField()),
                ("number", models.CharField(blank=True, max_length=60)),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_default=kokong.kernel.fields.CurrentMunicipality(),
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.municipality",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="cooperation.actionplan",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="actionplan",
            index=models.Index(fields=["municipality", "state"], name="action_plan_by_state"),
        ),
        migrations.AddConstraint(
            model_name="actionplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("draft", "decided", "dropped", "followed", "replaced"))),
                name="action_plan_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("begins"))), name="action_plan_ends_after"
            ),
        ),
        migrations.AddConstraint(
            model_name="actionplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("draft", "dropped")),
                    models.Q(
                        ("decided_on__isnull", False),
                        models.Q(("number", ""), _negated=True),
                        models.Q(("body", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="action_plan_decision_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionplan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("decided", "followed"))),
                fields=("municipality",),
                name="action_plan_one_holds",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("planned", "running", "done", "not_done"))),
                name="plan_item_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("by__in", ("municipality", "police", "both"))), name="plan_item_by_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("planned", "running")), models.Q(("result", ""), _negated=True), _connector="OR"
                ),
                name="plan_item_result_said",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannote",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("report", "follow_up"))), name="plan_note_kind_known"
            ),
        ),
        protect("cooperation_actionplan"),
        protect("cooperation_planitem"),
        protect("cooperation_plannote"),
        migrations.RunSQL(sql=LOCKED, reverse_sql=UNLOCKED),
    ]
