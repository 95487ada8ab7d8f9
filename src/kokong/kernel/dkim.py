"""DKIM signatures (RFC 6376; Ed25519 by RFC 8463): that a letter is ours, and left us with these words. Pure.

Relaxed canonicalisation of head and body, as mail servers on the way refold lines and take away spaces. What is
signed is also signed as absent where it could be added twice (`OVERSIGNED`). The library of this field, dkimpy,
has no wheel: decision 106.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

SIGNED: Final = (
    "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "content-transfer-encoding",
    "content-language", "reply-to", "list-id", "list-unsubscribe", "list-unsubscribe-post",
)  # fmt: skip
OVERSIGNED: Final = ("from", "to", "subject", "date", "message-id")
SHORTEST_KEY: Final = 1024  # bits of RSA that receivers still believe

Header = tuple[bytes, bytes]
PrivateKey = RSAPrivateKey | Ed25519PrivateKey


@dataclass(frozen=True)
class Signer:
    """Who signs: the sender's domain, the name under which its key is published there, and the key."""

    domain: str
    selector: str
    key: PrivateKey

    def record(self) -> str:
        """What must stand in the DNS, as TXT, at `<selector>._domainkey.<domain>`."""
        public = self.key.public_key()
        if isinstance(self.key, Ed25519PrivateKey):
            return f"v=DKIM1; k=ed25519; p={_text(public.public_bytes(Encoding.Raw, PublicFormat.Raw))}"
        return f"v=DKIM1; k=rsa; p={_text(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))}"


def key(pem: bytes) -> PrivateKey:
    """A private key as `openssl genpkey` writes it. Raises ValueError for what is none, or too short."""
    try:
        found = load_pem_private_key(pem, password=None)
    except (TypeError, UnsupportedAlgorithm) as error:
        raise ValueError(str(error)) from error
    if isinstance(found, RSAPrivateKey) and found.key_size >= SHORTEST_KEY:
        return found
    if isinstance(found, Ed25519PrivateKey):
        return found
    raise ValueError(f"The key must be RSA of at least {SHORTEST_KEY} bits, or Ed25519.")


def signature(letter: bytes, by: Signer, *, now: datetime) -> bytes:
    """The header to put before a letter, with its line end; the letter's lines end with CR LF, as on the line."""
    head, _gap, body = letter.partition(b"\r\n\r\n")
    fields = headers(head)
    names = _names(fields)
    kind = "ed25519" if isinstance(by.key, Ed25519PrivateKey) else "rsa"
    begun = (
        f" v=1; a={kind}-sha256; c=relaxed/relaxed; d={by.domain}; s={by.selector}; t={int(now.timestamp())};\r\n"
        f" h={':'.join(names)};\r\n bh={_text(sha256(body_of(body)).digest())};\r\n b="
    ).encode()
    mark = _text(_sign(by.key, signed_part(fields, names, begun))).encode()
    lines = [mark[start : start + 72] for start in range(0, len(mark), 72)]
    return b"DKIM-Signature:" + begun + b"\r\n ".join(lines) + b"\r\n"


def headers(head: bytes) -> list[Header]:
    """The fields of a head, in their order: name, and value with the line ends inside it."""
    fields = re.split(rb"\r\n(?![ \t])", head)
    return [(name, value) for name, sign, value in (field.partition(b":") for field in fields) if sign]


def signed_part(fields: Sequence[Header], names: Sequence[str], begun: bytes) -> bytes:
    """What the signature is over: of each name the last field that isn't taken yet, then the signature's own."""
    left = [(name.strip().lower(), value) for name, value in fields]
    taken = []
    for name in names:
        at = next((n for n in reversed(range(len(left))) if left[n][0] == name.encode()), None)
        if at is not None:
            taken.append(_relaxed(*left.pop(at)) + b"\r\n")
    return b"".join(taken) + _relaxed(b"dkim-signature", begun)


def body_of(body: bytes) -> bytes:
    """A body as relaxed canonicalisation has it: no spaces before line ends, no empty lines at the end."""
    lines = [re.sub(rb"[ \t]+", b" ", line).rstrip(b" ") for line in body.split(b"\r\n")]
    while lines and not lines[-1]:
        lines.pop()
    return b"".join(line + b"\r\n" for line in lines)


def _names(fields: Sequence[Header]) -> list[str]:
    there = [name.strip().lower().decode("ascii", "replace") for name, _value in fields]
    return [name for name in SIGNED for _each in range(there.count(name))] + list(OVERSIGNED)


def _relaxed(name: bytes, value: bytes) -> bytes:
    return name.strip().lower() + b":" + re.sub(rb"[ \t]+", b" ", value.replace(b"\r\n", b"")).strip(b" ")


def _sign(key: PrivateKey, content: bytes) -> bytes:
    if isinstance(key, Ed25519PrivateKey):
        return key.sign(sha256(content).digest())
    return key.sign(content, padding.PKCS1v15(), hashes.SHA256())


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
