"""Through which gateway a municipality's text messages go: its own, given as a secret, or the installation's."""

from typing import Final

from kokong.kernel import installation

PHONE: Final = "{phone}"
"""Where the number goes in a gateway's address."""


def name_of(code: str) -> str:
    """What the secret of a municipality's own gateway is called."""
    return f"sms-{code}"


def gateway(code: str) -> str:
    """The gateway of the municipality with this code, as Apprise writes addresses; "" where there is none."""
    here = installation.current()
    return here.given(name_of(code)) or here.message_url or ""


def goes(code: str) -> bool:
    """Whether text messages of this municipality go anywhere; in a demonstration into the outbox."""
    return bool(gateway(code)) or installation.current().demo
