"""Addresses as this room keeps them: told apart by a keyed hash, read no further than to see that it is one."""

import hashlib
import hmac
from functools import lru_cache
from typing import Final

from django.conf import settings

LONGEST: Final = 254
_MORE: Final = frozenset(' ,;:<>()"')
"""What only stands where there is more than one address, or more than an address."""


def digest(address: str) -> str:
    """Tells addresses and numbers apart without naming them: 40 hexadecimal digits, by the installation's key."""
    plain = dialled(address) if "@" not in address and is_phone(address) else "".join(address.split()).lower()
    return hmac.digest(_key(settings.SECRET_KEY), plain.encode(), "sha256").hex()[:40]


@lru_cache(maxsize=2)
def _key(secret: str) -> bytes:
    """As `django.utils.crypto.salted_hmac` has it, drawn once: a mailing asks for a hundred thousand."""
    return hashlib.sha256(b"kokong.sending" + secret.encode()).digest()


def dialled(phone: str) -> str:
    """A number as gateways dial it, from abroad too: "070-123 45 67" is Swedish. Pure."""
    digits = "".join(sign for sign in phone.replace("(0)", "") if sign.isdigit())
    if phone.strip().startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    return f"+46{digits[1:]}" if digits.startswith("0") else digits


def domain(email: str) -> str:
    """Where letters to an address go, in small letters; empty for what is no address."""
    return email.rpartition("@")[2].strip().lower() if is_email(email) else ""


def is_email(text: str) -> bool:
    """Whether a letter can be sent there at all; what a mail server makes of it is its own affair."""
    name, sign, where = text.rpartition("@")
    one = bool(name and sign and where) and len(text) <= LONGEST and text.isprintable()
    return one and _MORE.isdisjoint(text)


def is_phone(text: str) -> bool:
    """Whether it has as many digits as a number, and nothing but what people write between them."""
    digits = sum(sign.isdigit() for sign in text)
    return 5 <= digits <= 15 and len(text) <= 40 and all(sign in "+0123456789 -()/" for sign in text)
