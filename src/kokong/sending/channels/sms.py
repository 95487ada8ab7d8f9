"""By text message, through whatever gateway Apprise knows."""

from typing import Final

from kokong.kernel import installation

from .values import Carried, Letter, NotNow, NoWay, Unsure

DIALLED: Final = "+0123456789"


def carry(letter: Letter) -> Carried:
    """Send it. Raises NoWay without a gateway; else NotNow, or Unsure where twice is worse than perhaps never.

    Apprise says only whether it was taken: a gateway that answered too late may have sent it.
    """
    import apprise

    here = installation.current()
    url = here.message_url
    if url is None and here.demo:
        return Carried()  # the outbox shows it
    if url is None:
        raise NoWay("not_set_up")
    digits = "".join(sign for sign in letter.phone if sign in DIALLED)
    gateway = apprise.Apprise()
    if not gateway.add(url.replace("{phone}", digits)):
        raise NotNow("sms_address")
    if not gateway.notify(body=letter.plain):
        raise NotNow("sms_refused") if letter.twice else Unsure("sms_refused")
    return Carried()
