"""A municipality may be where another practises. Whoever isn't within it doesn't see that it is there.

So no list of municipalities, no nightly job and no public page has to leave it out. A signed-in person sees it
before a municipality is chosen, since it may be one of theirs. Not forced: the owner's own functions make it.
"""

import django.db.models.deletion
from django.db import migrations, models

from kokong.kernel.rls import MUNICIPALITY, USER

REAL = "practice_of_id IS NULL"
WITHIN = f"id = {MUNICIPALITY} OR ({MUNICIPALITY} IS NULL AND {USER} IS NOT NULL)"
GUARD = [
    "ALTER TABLE kernel_municipality ENABLE ROW LEVEL SECURITY",
    f"CREATE POLICY real ON kernel_municipality USING ({REAL}) WITH CHECK ({REAL})",
    f"CREATE POLICY within ON kernel_municipality FOR SELECT USING ({WITHIN})",
]
IS_PRACTICE = """
CREATE FUNCTION kokong_is_practice(asked bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.kernel_municipality m WHERE m.id = asked AND m.practice_of_id IS NOT NULL)
$$
"""


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("kernel", "0009_official_name")]
    operations = [
        migrations.AddField(
            "municipality",
            "practice_of",
            models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="kernel.municipality",
            ),
        ),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL(
            GUARD,
            [
                "DROP POLICY within ON kernel_municipality",
                "DROP POLICY real ON kernel_municipality",
                "ALTER TABLE kernel_municipality DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(IS_PRACTICE, "DROP FUNCTION kokong_is_practice(bigint)"),
    ]
