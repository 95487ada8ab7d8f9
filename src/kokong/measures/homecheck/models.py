"""Checks that residents keep: by an address that they have proven, and by nothing else."""

from django.db import models

from kokong.kernel.fields import TenantModel

from . import rules


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


class Plan(TenantModel):
    """A home's alarm plan as its household keeps it, until an alarm's account takes it over.

    `called` and `home` are what key holders read: who asks them, and which home. The code word itself is never
    here. `account_id` is the account that has it; from then on whom to call stands there, and nowhere else.
    """

    keeper = models.OneToOneField(Keeper, on_delete=models.CASCADE, related_name="plan")
    called = models.CharField(max_length=80)
    home = models.CharField(max_length=120)
    routine = models.CharField(max_length=300, blank=True)
    guard = models.JSONField(default=list)
    ticket = models.CharField(max_length=9)
    tested = models.DateTimeField(null=True)
    reminded = models.DateTimeField(null=True)
    account_id = models.BigIntegerField(null=True)
    taken = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "ticket"], name="alarm_plan_ticket_once")]

    def __str__(self) -> str:
        return f"plan {self.pk}"


class Contact(TenantModel):
    """Somebody to be called, in this order, once they have said yes by a link of their own."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="contacts")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    what = models.CharField(max_length=12)
    asked = models.DateTimeField()
    reminded = models.DateTimeField(null=True)
    answer = models.CharField(max_length=3, blank=True)
    answered = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(what__in=rules.CONTACTS), name="plan_contact_known"),
            models.CheckConstraint(condition=models.Q(answer__in=("", "yes", "no")), name="plan_answer_known"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.position}"
