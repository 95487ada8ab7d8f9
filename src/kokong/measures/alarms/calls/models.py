"""What the centre keeps of calls. Django finds these through the room's `models`, which imports them."""

from django.db import models

from ..base import AlarmRow


class Routine(AlarmRow):
    """How a home's household proves who they are on the telephone: what to ask, and the code word as a hash."""

    account = models.OneToOneField("alarms.Account", on_delete=models.CASCADE, related_name="+", primary_key=True)
    text = models.TextField(blank=True)
    word = models.CharField(max_length=200, blank=True, help_text="as Django hashes passwords; empty for none")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.account_id)


class Call(AlarmRow):
    """Somebody rang the centre about a home, without an alarm having gone there.

    `who`, `identity` and `wanted` are of `calls.rules`. `alarm`: the one that was open then. `burglary` came of
    it, as `drafted` says (`words.DRAFT_RESULTS`).
    """

    account = models.ForeignKey("alarms.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_by = models.BigIntegerField(null=True)
    who = models.CharField(max_length=12)
    caller = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    identity = models.CharField(max_length=12)
    wanted = models.CharField(max_length=12)
    note = models.TextField(blank=True)
    test_minutes = models.PositiveSmallIntegerField(null=True)
    away_until = models.DateField(null=True)
    alarm = models.ForeignKey("alarms.Alarm", on_delete=models.PROTECT, related_name="+", null=True)
    burglary = models.ForeignKey("incidents.Burglary", on_delete=models.PROTECT, related_name="+", null=True)
    drafted = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-at"], name="alarms_call_history")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.at}"
