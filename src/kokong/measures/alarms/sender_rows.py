"""The table of addresses that send unencrypted for accounts that have a key (`receiver/senders.py` writes it)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kokong.kernel.fields import CurrentMunicipality

from .base import AlarmRow


class Sender(AlarmRow):
    """An address, or "" for many that change, and what it sent for one place's accounts (municipality and centre).

    `many`: it sent for more than one account, here or elsewhere. `first` to `last` without an hour of silence.
    Foreign keys aren't enforced, as with events.
    """

    key = models.BinaryField(primary_key=True)
    municipality = models.ForeignKey(
        "kernel.Municipality",
        on_delete=models.PROTECT,
        related_name="+",
        db_default=CurrentMunicipality(),
        editable=False,
        db_constraint=False,
    )
    centre = models.ForeignKey(
        "alarms.Centre", on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False
    )
    address = models.TextField()
    transport = models.TextField()
    many = models.BooleanField()
    accounts = ArrayField(models.BigIntegerField())
    raw = models.BinaryField()
    first = models.DateTimeField()
    last = models.DateTimeField(db_index=True)
    messages = models.BigIntegerField()

    class Meta:
        app_label = "alarms"

    def __str__(self) -> str:
        return f"{self.address} {self.messages}"
