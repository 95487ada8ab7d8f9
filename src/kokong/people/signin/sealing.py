"""Secrets of signing in at rest: sealed with the installation's key, never readable in the database."""

from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from cryptography.fernet import Fernet, InvalidToken

from kokong.kernel import installation

NAME: Final = "signin"
MARK: Final = "sealed:"
FIELDS: Final = {"totp": "secret", "recovery_codes": "seed"}  # what allauth keeps under which name


class SealBroken(Exception):
    """A sealed secret doesn't open: `signin.secret` in the data folder is another one than it was sealed with."""


def seal(text: str) -> str:
    """A secret as it may lie in the database."""
    return MARK + _fernet().encrypt(text.encode()).decode()


def unseal(kept: str) -> str:
    """The secret itself, also where it was kept before secrets were sealed. Raises SealBroken."""
    if not kept.startswith(MARK):
        return kept
    try:
        return _fernet().decrypt(kept.removeprefix(MARK).encode()).decode()
    except InvalidToken:
        raise SealBroken(
            f"A secret of signing in can't be opened. Is {NAME}.secret in the data folder the one that sealed it?"
        ) from None


def seal_all() -> int:
    """Seal what was kept before secrets were sealed; returns how many. May run again and beside itself."""
    from allauth.mfa.models import Authenticator
    from django.db import router, transaction

    sealed = 0
    for kind, field in FIELDS.items():
        with transaction.atomic(using=router.db_for_write(Authenticator)):
            readable = Authenticator.objects.select_for_update().filter(type=kind)
            for row in readable.exclude(**{f"data__{field}__startswith": MARK}):
                _seal_row(row, field)
                sealed += 1
    return sealed


@lru_cache(maxsize=1)
def seal_all_once() -> int:
    """As `seal_all`, the first time that a process asks."""
    return seal_all()


def _seal_row(row: Any, field: str) -> None:
    row.data[field] = seal(row.data[field])
    row.save(update_fields=["data"])


@lru_cache(maxsize=1)
def _fernet() -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(installation.current().secret(NAME).encode()).digest()))
