"""Panels' keys at rest: sealed with a key of the installation, opened only to decrypt what a panel sent.

Plain Python, so that the receiver starts without Django.
"""

from base64 import urlsafe_b64encode
from hashlib import sha256
from os import environ

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from kokong.kernel.installation import Installation

VARIABLE = "KOKONG_ALARM_KEY"
SECRET = "alarms"  # noqa: S105 - the name of a file


class SealBroken(Exception):
    """A sealed key doesn't open: the installation's own key is another one than it was sealed with."""


class Sealer:
    """Seals with the first of the installation's secrets and opens with any of them."""

    def __init__(self, secrets: list[str]) -> None:
        self._fernet = MultiFernet([Fernet(urlsafe_b64encode(sha256(one.encode()).digest())) for one in secrets])

    def seal(self, material: bytes) -> bytes:
        """The sealed form of a panel's key."""
        return self._fernet.encrypt(material)

    def unseal(self, sealed: bytes) -> bytes:
        """A panel's key. Raises SealBroken."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            raise SealBroken(
                f"A panel's key can't be opened. Is {VARIABLE}, or {SECRET}.secret in the data folder, "
                "the one it was sealed with?"
            ) from None

    def reseal(self, sealed: bytes) -> bytes:
        """The same key, sealed with the first secret. Raises SealBroken."""
        return self.seal(self.unseal(sealed))


def sealer(here: Installation) -> Sealer:
    """The installation's sealer: KOKONG_ALARM_KEY (several with commas between, the newest first), else the
    secret in its data folder (one a line, the newest first). Read anew at each call, since it may be rotated.
    """
    given = environ.get(VARIABLE) or here.secret(SECRET)
    secrets = [one.strip() for one in given.replace(",", "\n").splitlines() if one.strip()]
    return Sealer(secrets or [here.secret(SECRET)])
