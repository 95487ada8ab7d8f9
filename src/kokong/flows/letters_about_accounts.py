"""An invitation, and what becomes of an address that somebody signs in with, are told by e-mail to the address."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokong.kernel.events import subscribe
from kokong.people import api as people
from kokong.sending import api as sending

INVITATION = "person.invited"
ADDRESS = "address.letter"
RIGHTS = "rights.letter"


def _invitation(due: sending.Due, now: datetime) -> sending.Said | None:
    return _said(people.invitation_letter(invitation_id=due.because[1], turn=due.turn, now=now))


def _address(due: sending.Due, now: datetime) -> sending.Said | None:
    what, to = str(due.context.get("what", "")), str(due.context.get("to", ""))
    return _said(people.address_letter(user_id=due.because[1], what=what, to=to, now=now)) if what else None


def _rights(due: sending.Due, now: datetime) -> sending.Said | None:  # noqa: ARG001 it tells what is so now
    return _said(people.rights_letter(number=due.because[1], what=due.turn))


def _said(letter: people.Letter | None) -> sending.Said | None:
    return sending.Said(letter.subject, letter.text) if letter else None


sending.declare(sending.Kind(INVITATION, _("Invitation"), _invitation, offers=("email",), usual=("email",)))
sending.declare(sending.Kind(ADDRESS, _("A changed address"), _address, offers=("email",), usual=("email",)))

sending.declare(sending.Kind(RIGHTS, _("A person’s rights"), _rights, offers=("email",), usual=("email",)))


@subscribe(people.PersonInvited)
def send_invitation(event: people.PersonInvited) -> None:
    """To the address that was named, each link once."""
    address, turn = people.invitation_address(invitation_id=event.invitation_id)
    if address:
        sending.send(
            kind=INVITATION, to=sending.To(email=address), because=("invitation", event.invitation_id), turn=turn,
            now=timezone.now(),
        )  # fmt: skip


@subscribe(people.AddressLetter)
def send_address_letter(event: people.AddressLetter) -> None:
    """To the new address what proves it, or that it is taken; to the one before that it was changed."""
    sending.send(
        kind=ADDRESS, to=sending.To(email=event.address), because=("user", event.user_id),
        turn=f"{event.what} {event.turn}", context={"what": event.what, "to": event.address}, now=timezone.now(),
    )  # fmt: skip


@subscribe(people.RightsLetter)
def send_rights_letter(event: people.RightsLetter) -> None:
    """To the address that is to be proven, or that was: a link, that a request is noted, and its answer."""
    address = people.rights_address(number=event.number, what=event.what)
    if address:
        because = (f"rights_{'link' if event.what == 'link' else 'case'}", event.number)
        sending.send(
            kind=RIGHTS, to=sending.To(email=address), because=because, turn=event.what, now=timezone.now()
        )
