"""The municipality's auditor reads the municipality's lines, the police's those about the police part."""

from django.db import migrations

from kokong.kernel.rls import MUNICIPALITY

HERE = f"municipality_id IS NOT DISTINCT FROM {MUNICIPALITY}"
READER = (
    "(current_setting('kokong.authority', true) = 'system' OR CASE WHEN police THEN 'police_auditor' ELSE 'auditor' END"
    " = ANY (string_to_array(current_setting('kokong.roles', true), ',')))"
)


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("kernel", "0005_audit_words")]
    operations = [
        migrations.RunSQL(
            [
                "DROP POLICY tenant ON kernel_auditentry",
                f"CREATE POLICY tenant ON kernel_auditentry FOR SELECT USING ({HERE} AND {READER})",
                f"CREATE POLICY written ON kernel_auditentry FOR INSERT WITH CHECK ({HERE})",
                # So that changing a line is refused aloud by the trigger, and does not pass for a change of nothing.
                f"CREATE POLICY change ON kernel_auditentry FOR UPDATE USING ({HERE})",
                f"CREATE POLICY removal ON kernel_auditentry FOR DELETE USING ({HERE})",
            ],
            [
                *(
                    f"DROP POLICY {name} ON kernel_auditentry"
                    for name in ("tenant", "written", "change", "removal")
                ),
                f"CREATE POLICY tenant ON kernel_auditentry USING ({HERE}) WITH CHECK ({HERE})",
            ],
        ),
    ]
