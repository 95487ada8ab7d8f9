"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords
from kokong.kernel.templatetags.kokong import ROLE_NAMES

WORDS: Final = LogWords(
    actions={
        "access.denied": _("Refused"),
        "account.signed_in": _("Signed in"),
        "account.signed_out": _("Signed out"),
        "account.sign_in_failed": _("Sign-in failed"),
        "account.password_changed": _("Password changed"),
        "account.second_step_added": _("Second step of signing in added"),
        "account.second_step_removed": _("Second step of signing in removed"),
        "account.second_step_changed": _("Recovery codes made anew"),
        "account.second_step_failed": _("Second step of signing in failed"),
        "provider.added": _("Sign-in provider added"),
        "provider.removed": _("Sign-in provider removed"),
        "signin.rule": _("Rule for signing in changed"),
        "people.exported": _("List of people downloaded"),
        "token.made": _("Access token made"),
        "token.revoked": _("Access token ended"),
        "consent.given": _("Consent given"),
        "consent.withdrawn": _("Consent taken back"),
        "person.role": _("Person given a role"),
        "person.role_ended": _("Person’s role ended"),
        "person.invited": _("Person invited"),
        "person.invited_again": _("Person invited again"),
        "person.invitation_withdrawn": _("Invitation withdrawn"),
        "person.joined": _("Invitation accepted"),
        "account.address_changed": _("Address of an account changed"),
        "person.renamed": _("Person’s name changed"),
        "person.ended": _("Person’s work ended"),
        "rights.asked": _("Request about a person’s rights"),
        "rights.read": _("Requests about rights read"),
        "rights.answered": _("Request about rights answered"),
        "rights.extended": _("Request about rights takes longer"),
        "rights.shown": _("What is held of oneself shown"),
        "rights.left": _("Everything begun by oneself ended"),
        "rights.taken": _("What is held of oneself downloaded"),
    },
    subjects={
        "user": _("person"),
        "invitation": _("invitation"),
        "household": _("household"),
        "municipality": _("municipality"),
        "token": _("access token"),
        "provider": _("sign-in provider"),
        "rights": _("request about rights"),
    },
    details={
        "role": _("role"),
        "on": _("for"),
        "purpose": _("purpose"),
        "roles": _("roles"),
        "page": _("page"),
        "times": _("times within a minute"),
        "token": _("access token"),
        "key": _("sign-in provider"),
        "people": _("people"),
        "second_step": _("second step asked of"),
        "kind": _("what was asked for"),
        "outcome": _("how it ended"),
        "late": _("late"),
        "parts": _("parts"),
        "stranger": _("unknown address (digest)"),
    },
    values={"role": ROLE_NAMES, "roles": ROLE_NAMES},
    refused={
        "people.manage": _("managing people"),
        "rights.answer": _("answering requests about rights"),
    },
    records=frozenset({"on"}),
)
