"""By text message, through whatever gateway Apprise knows: the municipality's own, or the installation's.

Apprise answers yes or no. What the gateway said stands in its log, in the words that all its plugins use
("error=429"), so its log is listened to while it works (decision 109). Where there is no code, the line broke or
nobody answered in time: nobody knows whether it went out.
"""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

from kokong.kernel import gateways

from .. import addresses, texting
from .values import Carried, ForGood, Letter, Nobody, NotNow, NotSent, NoWay, Unsure

_LATER: Final = frozenset(
    {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE}
)
_US: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN})
"""Our own account is refused, or empty: whoever the message is for."""


def carry(letter: Letter, _following: Letter | None = None) -> Carried:
    """Send it. Raises NoWay without a gateway, Nobody, NotNow, ForGood; Unsure where twice is worse than never."""
    if not letter.gateway:
        if texting.goes(""):
            return Carried()  # a demonstration: the outbox shows it
        raise NoWay("not_set_up")
    account = account_of(letter.gateway, phone=addresses.dialled(letter.phone))
    if account is None:
        raise Nobody("sms_address")
    _reach(account)
    with gateways.listening() as said:
        taken = account.notify(body=letter.plain)
    if not taken:
        raise _refusal(said, twice=letter.twice)
    return Carried()


def account_of(address: str, *, phone: str) -> Any:
    """What speaks to a gateway for one number; None where Apprise understands nothing of the address."""
    return gateways.account(address.replace(texting.PHONE, phone))


def _refusal(said: Sequence[str], *, twice: bool) -> NotSent:
    """What the log says of a message that was not taken."""
    code = gateways.code(said)
    if code in _US:
        return Nobody(f"HTTP {code}")
    if code in _LATER:
        return NotNow(f"HTTP {code}")
    if HTTPStatus.BAD_REQUEST <= code < HTTPStatus.INTERNAL_SERVER_ERROR:
        return ForGood(f"HTTP {code}")
    return NotNow("sms_refused") if twice else Unsure("sms_refused")


def _reach(account: Any) -> None:
    """Raises Nobody where a gateway that has an address of its own does not answer at all."""
    try:
        gateways.reach(account)
    except OSError as error:
        raise Nobody(type(error).__name__) from error
