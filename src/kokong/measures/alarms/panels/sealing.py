"""Panels' keys at rest: sealed with a secret of the installation, opened only to decrypt what a panel sent.

Plain Python, so that the receiver starts without Django.
"""

import hmac
import os
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from kokong.kernel.errors import UserError
from kokong.kernel.installation import Installation

VARIABLE: Final = "KOKONG_ALARM_KEY"
NAME: Final = "alarms"


class SealBroken(Exception):
    """A sealed key doesn't open: the installation's own secret is another one than it was sealed with."""


class Sealer:
    """Seals with the first of the installation's secrets and opens with any of them.

    Where none opens a key the secrets are read again, so that a running process survives their rotation.
    """

    def __init__(self, read: Callable[[], list[str]]) -> None:
        self._read = read
        self._fernet = _fernet(read())

    def seal(self, material: bytes) -> bytes:
        """The sealed form of a panel's key."""
        return self._fernet.encrypt(material)

    def mark(self, material: bytes) -> str:
        """What tells the same key again, and nothing of it to whoever doesn't know the secret."""
        return hmac.new(self._read()[0].encode(), material, sha256).hexdigest()[:32]

    def unseal(self, sealed: bytes) -> bytes:
        """A panel's key. Raises SealBroken."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            self._fernet = _fernet(self._read())
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            raise SealBroken(
                f"A panel's key can't be opened. Is {VARIABLE}, or {NAME}.secret in the data folder, the one "
                "it was sealed with?"
            ) from None

    def reseal(self, sealed: bytes) -> bytes:
        """The same key, sealed with the first secret. Raises SealBroken."""
        return self.seal(self.unseal(sealed))


def sealer(here: Installation) -> Sealer:
    """The installation's sealer: KOKONG_ALARM_KEY (several with commas between, the newest first), else the
    secret in its data folder (one a line, the newest first).
    """
    return Sealer(lambda: _secrets(here))


def begin_rotation(here: Installation) -> None:
    """Put a fresh secret before the one in the data folder. With KOKONG_ALARM_KEY that is the operator's to do."""
    if not os.environ.get(VARIABLE):
        _write(here, [secrets.token_urlsafe(48), *_secrets(here)])


def end_rotation(here: Installation) -> None:
    """Forget all secrets in the data folder but the newest; everything is sealed with it."""
    if not os.environ.get(VARIABLE):
        _write(here, _secrets(here)[:1])


def _secrets(here: Installation) -> list[str]:
    given = os.environ.get(VARIABLE) or here.secret(NAME)
    known = [one.strip() for one in given.replace(",", "\n").splitlines() if one.strip()]
    if not known:
        raise UserError(
            f"{VARIABLE}, or {NAME}.secret in the data folder, is empty. Panels' keys can't be opened."
        )
    return known


def _fernet(known: list[str]) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(one.encode()).digest())) for one in known])


def _write(here: Installation, known: list[str]) -> None:
    fresh = here.home / f".{NAME}.secret.{os.getpid()}"
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write("\n".join(known))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(here.home / f"{NAME}.secret")
