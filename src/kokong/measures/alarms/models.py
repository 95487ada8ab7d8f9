"""Accounts, what their panels sent, the alarms that came of it, and who did what about them.

Every row belongs to a municipality and, where an alarm centre handles it, to that centre too; who sees what is
in migration 0002. The receiver writes `Event`, `Seen`, `Pending` and `Liveness` by SQL: their columns are its
contract.
"""

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now

from kokong.kernel.fields import CurrentMunicipality

from .base import AlarmRow
from .calls.models import Call, Routine  # noqa: F401 - as below
from .handing.models import HandOver, ShiftNote  # noqa: F401 - as below
from .panels.bare import bare, in_order
from .panels.tables import Expected  # noqa: F401 - Django finds it here
from .sender_rows import Sender  # noqa: F401 - as below
from .shifts.models import Reminder  # noqa: F401 - Django finds the models of the parts here


class Centre(models.Model):
    """An alarm centre. It may serve several municipalities; its name is public."""

    name = models.CharField(max_length=120, unique=True)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class CentreOperator(models.Model):
    """A person who handles a centre's alarms, whichever municipality they are in."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="operators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True, default="", db_default="")
    supervisor = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "user"], name="centre_operator_once")]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.user_id}"


class Presence(models.Model):
    """When an operator's console was last heard from: in a municipality, or at a centre."""

    user_id = models.BigIntegerField()
    municipality = models.ForeignKey("kernel.Municipality", on_delete=models.CASCADE, related_name="+", null=True)
    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "municipality", "centre"], nulls_distinct=False, name="presence_once"
            ),
            models.CheckConstraint(
                condition=models.Q(municipality=None) ^ models.Q(centre=None), name="presence_in_one_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.at}"


class Prefix(models.Model):
    """A municipality's own line number (the L of a frame), so that account numbers are its own affair.

    `line` is as `dc09.context` writes it. Without a municipality it is one that panels used before, and is given
    to nobody.
    """

    line = models.CharField(max_length=6, primary_key=True)
    municipality = models.OneToOneField(
        "kernel.Municipality",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_default=CurrentMunicipality(),
        editable=False,
    )

    def __str__(self) -> str:
        return self.line


class Account(AlarmRow):
    """A panel that reports here. Retired, never deleted: events and alarms point here.

    `account`, `receiver` and `line` are as `dc09.context` writes them, `written` as people do. `prefixed`: the
    line is the municipality's own; panels enrolled before there was one keep what they send, most often 0.
    `key_sealed` opens with `sealing`; nothing else ever holds the key. Address and position are copied from the
    dwelling, since a centre's operators can't see `places`. `plan` is `{"text": …, "zones": […]}`, its zones as
    `values.Detector`. `follow_up`: when to look again at its false alarms.
    """

    account = models.CharField(max_length=16)
    receiver = models.CharField(max_length=6, default="0")
    line = models.CharField(max_length=6, default="0")
    prefixed = models.BooleanField(default=False, db_default=False)
    written = models.CharField(max_length=16, help_text="the account with the leading zeros that people write")
    dwelling = models.ForeignKey("places.Dwelling", on_delete=models.PROTECT, related_name="+", null=True)
    address = models.CharField(max_length=255, blank=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    key_sealed = models.BinaryField(null=True)
    sought = bare("address")
    place = in_order("address", "written")
    key_notation = models.CharField(max_length=5, blank=True, help_text="hex, ascii, or empty without a key")
    key_mark = models.CharField(
        max_length=32, blank=True, default="", db_default="", help_text="tells the same key again"
    )
    key_unseen = models.BooleanField(
        default=False, db_default=False, help_text="an import made it: told to nobody"
    )
    transport = models.CharField(max_length=3, default="any", help_text="tcp, udp or any")
    interval_s = models.PositiveIntegerField(null=True, help_text="empty: not supervised")
    quirks = models.PositiveSmallIntegerField(default=0, help_text="dc09.Quirk")
    clock_s = models.PositiveIntegerField(default=0, db_default=0, help_text="seconds its clock may be off")
    entry_s = models.PositiveSmallIntegerField(default=45)
    exit_s = models.PositiveSmallIntegerField(default=60)
    confirm_minutes = models.PositiveSmallIntegerField(default=30)
    enrolled = models.DateTimeField()
    retired = models.DateTimeField(null=True)
    test_until = models.DateTimeField(null=True)
    set_state = models.CharField(max_length=5, blank=True, help_text="set, unset, or empty: never told")
    set_since = models.DateTimeField(null=True)
    plan = models.JSONField(default=dict)
    notes = models.TextField(blank=True)
    follow_up = models.DateField(null=True)
    cleared = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "account", "receiver", "line"],
                condition=models.Q(retired=None),
                name="alarms_account_once_here",
            )
        ]

    def __str__(self) -> str:
        return f"{self.receiver}-{self.line}-{self.account}"


class Pause(AlarmRow):
    """A panel, or one `zone` of it, in test or out of service for a while: what it reports raises nothing.

    With a `weekday` (0 is Monday) it is so each week between two times of the clock on the wall (`weekly.py`).
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    zone = models.CharField(max_length=16, blank=True, help_text="empty: the whole panel")
    what = models.CharField(max_length=16, help_text="test or out_of_service")
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    weekday = models.PositiveSmallIntegerField(null=True)
    from_time = models.TimeField(null=True)
    to_time = models.TimeField(null=True)
    note = models.CharField(max_length=200, blank=True)
    made_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekday=None, from_time=None, to_time=None)
                | models.Q(weekday__range=(0, 6), from_time__isnull=False, to_time__isnull=False),
                name="alarms_pause_weekly",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.zone} {self.what}"


class Contact(AlarmRow):
    """Whom to call, in this order."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="contacts")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    what = models.CharField(max_length=12, help_text="owner, resident or key_holder")
    sought = bare("name")
    digits = models.GeneratedField(
        expression=models.Func(
            "phone", models.Value("[^0-9]"), models.Value(""), models.Value("g"), function="regexp_replace"
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    consent_at = models.DateTimeField()
    consent_by = models.BigIntegerField(null=True, help_text="user who wrote the consent down")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "position"],
                name="contact_position_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id}/{self.position}"


class Liveness(AlarmRow):
    """When a panel was last heard; written by the receiver for many accounts at a time, not for each poll."""

    account = models.OneToOneField(
        Account, on_delete=models.CASCADE, related_name="+", primary_key=True, db_constraint=False
    )
    municipality = models.ForeignKey(
        "kernel.Municipality",
        on_delete=models.PROTECT,
        related_name="+",
        db_default=CurrentMunicipality(),
        editable=False,
        db_constraint=False,
        db_index=False,
    )
    centre = models.ForeignKey(
        Centre, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    heard = models.DateTimeField(null=True)
    fault_since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.account_id} {self.heard}"


class Event(AlarmRow):
    """One thing a panel reported, or the receiver found out (kind `line_fault`). Append-only.

    Columns are text of any length, so that no event can be too long to keep; text from panels must be free of
    NUL, which PostgreSQL refuses. `raw` is the message's content as opened, `[data][x-data]…`, without key
    material. `part` is the event's place in its message, from 0. `occurred` is the panel's own time, else
    `received`. Foreign keys aren't enforced: accounts are never deleted, and a check for each of 15,000 events a
    second would lock the account's row as often.
    """

    municipality = models.ForeignKey(
        "kernel.Municipality",
        on_delete=models.PROTECT,
        related_name="+",
        db_default=CurrentMunicipality(),
        editable=False,
        db_constraint=False,
        db_index=False,
    )
    centre = models.ForeignKey(
        Centre, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    part = models.SmallIntegerField(db_default=0)
    protocol = models.TextField(db_default="")
    sequence = models.TextField(db_default="")
    code = models.TextField(db_default="")
    kind = models.TextField()
    label = models.TextField(db_default="")
    zone = models.TextField(db_default="")
    area = models.TextField(db_default="")
    user_number = models.TextField(db_default="")
    still = models.BooleanField(db_default=False)
    restores = models.TextField(db_default="")
    text = models.BinaryField(db_default=b"")
    raw = models.BinaryField(db_default=b"")
    xdata = models.JSONField(null=True)
    link = models.TextField(db_default="")
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    encrypted = models.BooleanField(db_default=False)
    received = models.DateTimeField(db_default=Now())
    occurred = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["account", "-id"], name="alarms_event_history"),
            BrinIndex(fields=["received"], name="alarms_event_received"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.code} {self.kind}"


class Seen(models.Model):
    """What a panel said last under a sequence number, so that a retry within the window is not stored again.

    `digest` is of account and number, `said` of what was said; or `digest` is the mark of a ciphertext.
    """

    digest = models.BinaryField(primary_key=True)
    said = models.BinaryField(db_default=b"")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [BrinIndex(fields=["at"], name="alarms_seen_at")]

    def __str__(self) -> str:
        return self.digest.hex()


class Misheard(models.Model):
    """Something that came and isn't understood (`why`: `words.MISHEARD`), and how often.

    Whose it is, is known where an account was named, or the municipality's own line. `raw` is its start as it
    came, without key material. Foreign keys aren't enforced, as with events.
    """

    key = models.BinaryField(primary_key=True)
    municipality = models.ForeignKey(
        "kernel.Municipality", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False
    )
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    who = models.TextField()
    why = models.TextField()
    raw = models.BinaryField()
    address = models.TextField()
    transport = models.TextField()
    encrypted = models.BooleanField()
    first = models.DateTimeField()
    last = models.DateTimeField(db_index=True)
    messages = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.why} {self.who}"


class Pending(models.Model):
    """An event (of a kind in `rules.MATTERS`) that no raiser has looked at yet."""

    event = models.OneToOneField(
        Event, on_delete=models.CASCADE, related_name="+", primary_key=True, db_constraint=False
    )

    def __str__(self) -> str:
        return str(self.event_id)


class Alarm(AlarmRow):
    """What an operator handles: the events of one home on one occasion, or of many `homes` (`gathering.py`).

    `opened` is when the panel says it began, `raised_at` when it reached the queue. `zones` holds when each
    independent detector reported last, for the sequence rule. `suppressed`: the
    panel was in test mode, so nobody was told. `conditions`: what was reported and not restored, as codes with
    their zones and areas. `acted_at`: when whoever has it last did something about it. `told`: whom it was told
    onward (`holding.level`). `unseen`: it went away by itself, and no operator has seen it yet.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    priority = models.PositiveSmallIntegerField()
    opened = models.DateTimeField()
    raised_at = models.DateTimeField()
    last_event_at = models.DateTimeField()
    events = models.PositiveIntegerField(default=0)
    zones = models.JSONField(default=dict)
    conditions = models.JSONField(default=list, db_default=[])
    state = models.CharField(max_length=8, default="waiting")
    verification = models.CharField(max_length=12, default="unconfirmed")
    verified_at = models.DateTimeField(null=True)
    taken_by = models.BigIntegerField(null=True)
    taken_at = models.DateTimeField(null=True)
    acted_at = models.DateTimeField(null=True)
    told = models.PositiveSmallIntegerField(default=0, db_default=0)
    handed_to = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.BigIntegerField(null=True)
    close_reason = models.CharField(max_length=16, blank=True)
    false = models.BooleanField(null=True)
    suppressed = models.BooleanField(default=False)
    while_unset = models.BooleanField(default=False)
    unseen = models.BooleanField(default=False, db_default=False)
    homes = models.PositiveIntegerField(default=1, db_default=1)
    burglary = models.ForeignKey("incidents.Burglary", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["priority", "opened"], condition=~models.Q(state="closed"), name="alarms_alarm_queue"
            ),
            models.Index(fields=["opened"], condition=models.Q(unseen=True), name="alarms_alarm_unseen"),
            models.Index(fields=["account", "-opened"], name="alarms_alarm_history"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind} {self.state}"


class AlarmEvent(AlarmRow):
    """Which alarm an event belongs to: one at most, held by the key."""

    event = models.OneToOneField(
        Event, on_delete=models.CASCADE, related_name="+", primary_key=True, db_constraint=False
    )
    alarm = models.ForeignKey(Alarm, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.alarm_id}/{self.event_id}"


class Step(AlarmRow):
    """Something that happened to an alarm. Append-only; ids are in the order of commits, so that readers can go
    on from the last one they saw without a gap (`steps.py`).
    """

    alarm = models.ForeignKey(Alarm, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    what = models.CharField(max_length=16)
    result = models.CharField(max_length=24, blank=True)
    user_id = models.BigIntegerField(null=True)
    note = models.TextField(blank=True)
    detail = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.alarm_id} {self.what}"


class Tally(AlarmRow):
    """How many events an account sent in a month, once the events themselves are gone."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    kind = models.CharField(max_length=16)
    events = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "month", "kind"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.month} {self.kind}"
