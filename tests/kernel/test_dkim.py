"""DKIM signatures agree with the RFC's own vectors, and hold nothing but the letter that was signed."""

import base64
from datetime import UTC, datetime
from email.message import EmailMessage
from hashlib import sha256

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_public_key,
)

from kokong.kernel import dkim

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)

# RFC 8463, appendix A: the keys, the letter, and both signatures of it.
ED25519 = base64.b64decode("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=")
ED25519_PUBLIC = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
RSA_PUBLIC = (
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91"
    "y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB"
)
LETTER = b"""From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
""".replace(b"\n", b"\r\n")
NAMES = ["from", "to", "subject", "date", "message-id", "from", "subject", "date"]
BODY_HASH = "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8="
ED25519_MARK = "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw=="
RSA_MARK = (
    "F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeef"
    "Osk2JzdA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8="
)


def begun(kind: str, selector: str) -> bytes:
    """The RFC's signature header, as far as it is signed itself."""
    return f""" v=1; a={kind}-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s={selector}; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh={BODY_HASH};
 b=""".replace("\n", "\r\n").encode()


def test_the_body_is_hashed_as_in_the_rfc() -> None:
    body = LETTER.partition(b"\r\n\r\n")[2]
    assert base64.b64encode(sha256(dkim.body_of(body)).digest()).decode() == BODY_HASH


def test_ed25519_signs_as_in_the_rfc() -> None:
    key = Ed25519PrivateKey.from_private_bytes(ED25519)
    head = LETTER.partition(b"\r\n\r\n")[0]
    part = dkim.signed_part(dkim.headers(head), NAMES, begun("ed25519", "brisbane"))
    assert (
        dkim.Signer("football.example.com", "brisbane", key).record() == f"v=DKIM1; k=ed25519; p={ED25519_PUBLIC}"
    )
    assert base64.b64encode(key.sign(sha256(part).digest())).decode() == ED25519_MARK


def test_the_rfcs_rsa_signature_is_over_the_same() -> None:
    public = load_der_public_key(base64.b64decode(RSA_PUBLIC))
    assert isinstance(public, RSAPublicKey)
    head = LETTER.partition(b"\r\n\r\n")[0]
    part = dkim.signed_part(dkim.headers(head), NAMES, begun("rsa", "test"))
    public.verify(base64.b64decode(RSA_MARK), part, padding.PKCS1v15(), hashes.SHA256())


@pytest.mark.parametrize(
    ("body", "relaxed"),
    [
        (b"", b""), (b"\r\n\r\n", b""), (b"x", b"x\r\n"), (b" C \r\nD \t E\r\n\r\n\r\n", b" C\r\nD E\r\n"),
        (b" \t\r\n", b""), (b"a\r\n\r\nb\r\n", b"a\r\n\r\nb\r\n"),
    ],
)  # fmt: skip
def test_a_body_is_relaxed(body: bytes, relaxed: bytes) -> None:
    assert dkim.body_of(body) == relaxed


KEYS: dict[str, dkim.PrivateKey] = {
    "rsa": rsa.generate_private_key(65537, 1024),
    "ed25519": Ed25519PrivateKey.generate(),
}


def written() -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "k@kommun.example", "b@hem.example", "Lås dörren " * 12
    letter["List-Unsubscribe"] = f"<https://kommun.example/u/{'x' * 150}/>"
    letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter.set_content("Hej å\n.\n\nrad  två \t\n\n")
    letter.add_alternative("<p>å</p>", subtype="html")
    return letter.as_bytes(policy=letter.policy.clone(linesep="\r\n"))


def verified(letter: bytes) -> bool:
    """As a receiver does it, with the public half."""
    head, _gap, body = letter.partition(b"\r\n\r\n")
    fields = dkim.headers(head)
    at = next(n for n, (name, _value) in enumerate(fields) if name == b"DKIM-Signature")
    own = fields[at][1]
    tags = {
        k.strip(): v for k, _s, v in (part.partition("=") for part in "".join(own.decode().split()).split(";"))
    }
    if base64.b64encode(sha256(dkim.body_of(body)).digest()).decode() != tags["bh"]:
        return False
    start = own[: own.index(b" b=") + 3]
    part = dkim.signed_part(fields[:at] + fields[at + 1 :], tags["h"].split(":"), start)
    mark, kind = base64.b64decode(tags["b"]), tags["a"].removesuffix("-sha256")
    key = KEYS[kind]
    try:
        if isinstance(key, Ed25519PrivateKey):
            key.public_key().verify(mark, sha256(part).digest())
        else:
            key.public_key().verify(mark, part, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


@pytest.mark.parametrize("kind", ["rsa", "ed25519"])
def test_a_signed_letter_is_believed_until_somebody_changes_it(kind: str) -> None:
    signer = dkim.Signer("kommun.example", "kokong", KEYS[kind])
    plain = written()
    mark = dkim.signature(plain, signer, now=NOW)
    letter = mark + plain
    assert verified(letter)
    assert max(map(len, mark.split(b"\r\n"))) < 998
    assert not verified(letter.replace(b"One-Click", b"Two-Click"))
    assert not verified(letter.replace(b"/u/xxx", b"/u/yyy"))
    assert not verified(letter + b"more\r\n")
    assert not verified(letter.replace(b"\r\nTo:", b"\r\nSubject: other\r\nTo:"))  # added, not changed
    assert verified(letter.replace(b"To: b@", b"to:   b@"))  # what servers on the way do


PUBLIC = KEYS["rsa"].public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
LOCKED = KEYS["rsa"].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"word"))
OTHER = ec.generate_private_key(ec.SECP256R1()).private_bytes(
    Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
)  # fmt: skip


@pytest.mark.parametrize("pem", [b"", b"no key", PUBLIC, LOCKED, OTHER])
def test_what_is_no_key_is_refused(pem: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        dkim.key(pem)


def test_both_kinds_of_keys_are_read() -> None:
    for key in KEYS.values():
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        assert type(dkim.key(pem)) is type(key)
