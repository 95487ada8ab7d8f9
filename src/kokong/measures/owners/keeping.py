"""How long people stay who answer for an owner. Which building was whose stays: it is no person's."""

from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from kokong.kernel.keep import DELETE, Keep
from kokong.kernel.retention import stays

from .models import Answer, Check, Contact, Owner

RULES: Final = (
    Keep(
        Owner, by="ended", days=365, clear="name number", among=Q(kind="private"), name="names of landlords",
        purpose=_("A private landlord may be a person; needed while they own, and for questions afterwards."),
    ),
    Keep(
        Contact, of="email", by="ended", days=90, clear=DELETE, name="contacts of owners",
        told="name email phone role", what=_("Contact details"),
        purpose=_("Whom to write to is needed while they answer for the owner, and for questions afterwards."),
    ),
    Keep(
        Check, by="ended", days=730, clear="user_id", name="who began building checks",
        purpose=_("Who went through a building is needed for questions until it is gone through again."),
    ),
    Keep(
        Answer, by="at", days=730, clear="user_id", name="who answered in building checks",
        purpose=_("Who went through a building is needed for questions until it is gone through again."),
    ),
)  # fmt: skip


def declare_what_stays() -> None:
    """Columns without a period."""
    code = "A word from a list of our own, or a random number; says nothing of a person."
    stays(
        {
            "owners.Owner": "kind state", "owners.Claim": "part", "owners.Check": "edition state",
            "owners.Answer": "client_id question given", "owners.Told": "how",
        },
        because=code,
    )  # fmt: skip
    stays({"owners.Building": "address point"}, because="A building and where it stands; nobody who lives there.")
    stays({"owners.Home": "dwelling"}, because="In which building a home lies, whoever lives there.")
