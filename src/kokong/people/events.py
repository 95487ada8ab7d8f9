"""What happens to people, as the flows hear it."""

from dataclasses import dataclass

from kokong.kernel.events import event


@event("person.invited")
@dataclass(frozen=True)
class PersonInvited:
    """Somebody was invited, for the first time or with a new link."""

    invitation_id: int


@event("address.letter")
@dataclass(frozen=True)
class AddressLetter:
    """Somebody changes their address, which `address` is to hear of: `what` is prove, taken or changed."""

    user_id: int
    what: str
    address: str
    turn: str


@event("rights.letter")
@dataclass(frozen=True)
class RightsLetter:
    """Somebody is to hear of their rights; `what` is link (`number` is the link's), got, answered or extended."""

    number: int
    what: str
