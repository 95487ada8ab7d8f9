"""Who can sign in to the demonstration."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kokong.kernel import installation

if TYPE_CHECKING:
    from kokong.people.rules import Role

PASSWORD: Final = "kokong-demonstration"  # noqa: S105 - demonstration only: the towns and people do not exist
HOME: Final = "9901"
NEXT: Final = "9902"
SITE: Final = "havsvik"
"""What the address of its public site ends with."""


@dataclass(frozen=True)
class SignIn:
    """A person of the demonstration, and what to try as them."""

    code: str
    role: "Role"
    email: str
    name: str
    organisation: str
    trial: str


CREW: Final = (
    SignIn(HOME, "coordinator", "samordnare@havsvik.example", "Karin Lindqvist", "Havsviks kommun",
           "Today, the map, and the burglary without a round: assign its doors"),
    SignIn(HOME, "officer", "polis@havsvik.example", "Johan Ek", "Polisen, lokalpolisområde Havsvik",
           "confirm the burglary that waits, and watch its doors being chosen"),
    SignIn(HOME, "visitor", "besok@havsvik.example", "Amina Yusuf", "Havsviks kommun, fältgruppen",
           "a half-done round; open it on a phone, or make the window narrow"),
    SignIn(HOME, "visitor", "besok2@havsvik.example", "Lars Berg", "Grannstöd Havsvik",
           "the other half of that round, in a second browser"),
    SignIn(HOME, "alarm_operator", "larm@havsvik.example", "Petra Vakt", "Larmcentralen i Havsvik",
           "an alarm that waits: take it, call, confirm it"),
    SignIn(HOME, "contact_person", "kontakt@havsvik.example", "Anna Berg", "Grannsamverkan",
           "a watch group on a phone: newcomers, an old roster, who is away"),
    SignIn(HOME, "owner_representative", "brf@havsvik.example", "Gunilla Ek", "Brf Fyrvaktaren",
           "an association’s own page: its check, a finding and a sign to answer"),
    SignIn(HOME, "auditor", "granskare@havsvik.example", "Eva Nordin", "Havsviks kommun, revision",
           "the log of who did what"),
    SignIn(NEXT, "coordinator", "samordnare@norrsund.example", "Mikael Sjö", "Norrsunds kommun",
           "the next municipality: nothing of Havsvik is there"),
)  # fmt: skip


def greeting() -> str:
    """What everybody reads, the sign-ins, and what to try first."""
    width = max(len(one.email) for one in CREW)
    lines = [f"  {one.email:<{width}}  {one.role:<14}  {one.trial}" for one in CREW]
    site = f"\nThe municipality's site for everybody: {installation.current().url}/k/{SITE}/"
    return "\n".join([site, f"\nSign in with one of these; the password is always {PASSWORD}", *lines, ""])
