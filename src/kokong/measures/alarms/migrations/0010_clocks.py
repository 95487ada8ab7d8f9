"""How far off the clock of a panel may be that can't be set right."""

from django.db import migrations, models

WATCHED = "account, receiver, line, key_sealed, transport, interval_s, quirks, retired, centre_id, municipality_id"


def told(columns: str) -> list[str]:
    """Receivers are told of a change of these columns."""
    return [
        "DROP TRIGGER tell_receivers ON alarms_account",
        f"CREATE TRIGGER tell_receivers AFTER INSERT OR UPDATE OF {columns} ON alarms_account"
        " FOR EACH ROW EXECUTE FUNCTION alarms_account_changed()",
    ]


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("alarms", "0009_misheard")]
    operations = [
        migrations.AddField(
            model_name="account",
            name="clock_s",
            field=models.PositiveIntegerField(db_default=0, default=0, help_text="seconds its clock may be off"),
        ),
        migrations.RunSQL(told(f"{WATCHED}, clock_s"), told(WATCHED)),
    ]
