"""Checks that residents keep: by an address that they have proven, and by nothing else."""

from django.db import models

from kokong.kernel.fields import TenantModel


class Keeper(TenantModel):
    """Whoever keeps checks of their own home. Where the home lies is not known; `area_id` only by their leave.

    `asked` is when the last link went to the address, `lasts` until when it holds, `proven` when one was pressed.
    `shared` numbers the household's link, 0 while there is none. `active`: when they last did anything.
    """

    email = models.EmailField()
    language = models.CharField(max_length=2, default="sv")
    asked = models.DateTimeField()
    lasts = models.DateTimeField()
    proven = models.DateTimeField(null=True)
    active = models.DateTimeField()
    area_id = models.BigIntegerField(null=True)
    page = models.CharField(max_length=120, blank=True, help_text="where the check is asked: a path of this site")
    shared = models.PositiveIntegerField(default=0)
    shares = models.PositiveIntegerField(default=0, help_text="how many household's links there have been")
    reminds = models.BooleanField(default=True)
    reminded = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "email"], name="home_check_keeper_once"),
        ]

    def __str__(self) -> str:
        return f"keeper {self.pk}"


class Check(TenantModel):
    """A check as it was answered; `kept` once its link was pressed. Until then anybody may have written it."""

    keeper = models.ForeignKey(Keeper, on_delete=models.CASCADE, related_name="checks")
    at = models.DateTimeField()
    kept = models.DateTimeField(null=True)
    edition = models.CharField(max_length=20)
    answers = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["municipality", "keeper", "at"], name="home_check_by_time")]

    def __str__(self) -> str:
        return f"{self.edition} {self.at:%Y-%m-%d}"


class Asking(TenantModel):
    """That somebody asked for a link on a page for everybody: so many an hour, and no more. Not who."""

    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["municipality", "at"], name="home_check_asking")]

    def __str__(self) -> str:
        return f"{self.at:%H:%M}"
