"""Accounts and what they are in each municipality."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from kokong.kernel.fields import TenantModel


class UserManager(BaseUserManager["User"]):
    """Accounts are found by e-mail address, whatever its case."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        """A new account; without a password it signs in after resetting it by e-mail."""
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account of an e-mail address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. Holds no municipality: see Membership.

    `email` is always a proven address: given on the command line, or shown to be theirs by a link that was sent
    there. `new_email` isn't proven yet. `chosen` is the municipality in which they work next time they sign in.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    new_email = models.EmailField(blank=True)
    new_email_asked = models.DateTimeField(null=True)
    chosen = models.BigIntegerField(null=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=5, blank=True)
    is_active = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.email


class Membership(TenantModel):
    """That a person works in one municipality, under the name they have there.

    `email` is the address that the person has proven, `language` what they read; both follow the account's. Rooms
    read name, address and language here, never in the account, which only sign-in opens.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    organisation = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5, blank=True)
    since = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)
    signed_in = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "user"],
                condition=models.Q(ended=None),
                name="one_membership_per_municipality",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Grant(TenantModel):
    """One role of a member, from `since` until it has `ended` or its last moment, `until`, has come.

    `source` is empty where a colleague gave it, else the key of the sign-in mapping that did. With a `subject`
    it is held for that one record of another room, e.g. ("group", 7); without, for all of the municipality.
    """

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=24)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    source = models.CharField(max_length=80, blank=True)
    subject = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "role", "source", "subject", "subject_id"],
                condition=models.Q(ended=None),
                nulls_distinct=False,
                name="grant_once",
            ),
            models.CheckConstraint(
                condition=models.Q(subject="") ^ models.Q(subject_id__isnull=False), name="grant_on_one_or_all"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "subject", "subject_id"], name="grants_on_a_subject")]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.role}"


class Invitation(TenantModel):
    """Roles that wait for whoever shows that the address is theirs, by opening the link that was sent to it.

    `subject` and `subject_id` name the one record that they are for, if they are for one. Says nothing about
    whether the address has an account. The link's secret is kept nowhere: it is computed from
    the row's number and `sent`, so that sending again ends the link before.
    """

    email = models.EmailField()
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120, blank=True)
    roles = ArrayField(models.CharField(max_length=24))
    subject = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    invited_by = models.BigIntegerField(null=True)
    sent = models.DateTimeField()
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True)
    accepted_by = models.BigIntegerField(null=True)
    withdrawn = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Token(TenantModel):
    """Reads one municipality's map layers as one of its people, from a program that can't sign in.

    Belongs to a membership and ends with it. Only a digest of the token is kept.
    """

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)
    password_mark = models.CharField(max_length=32, blank=True)  # of the password it was made under

    def __str__(self) -> str:
        return self.name


class SignInRule(TenantModel):
    """What a municipality asks of how its people sign in; without a row the installation's default counts."""

    second_step = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality"], name="one_rule_per_municipality")]

    def __str__(self) -> str:
        return "second step" if self.second_step else "no second step"


class Attempt(models.Model):
    """A counter of tries or requests. Names nobody; belongs to signing in, and to no municipality."""

    key = models.CharField(max_length=64, primary_key=True)
    number = models.PositiveIntegerField()
    until = models.DateTimeField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.number}"


class Consent(TenantModel):
    """One answer of a person or household about a purpose: given, in these words, or taken back. Never changed."""

    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    purpose = models.CharField(max_length=60)
    answer = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    channel = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "subject", "purpose", "subject_id", "-at"], name="consent_latest")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id} {self.purpose} {self.answer}"


class RightsLink(TenantModel):
    """That a link to what is held of an address was asked for; its secret is computed, and kept nowhere."""

    email = models.EmailField()
    asked = models.DateTimeField()

    def __str__(self) -> str:
        return f"link {self.pk}"


class RightsCase(TenantModel):
    """What somebody asks for who has proven an address, by which day, and what they were answered.

    The law gives a month (`due`), and two more with a reason that is told within the first (`extended`, `reason`).
    """

    kind = models.CharField(max_length=12)
    email = models.EmailField()
    user_id = models.BigIntegerField(null=True)
    text = models.TextField(blank=True)
    asked = models.DateTimeField()
    due = models.DateTimeField()
    extended = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    answered = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=8, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "answered", "due"], name="rights_by_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
