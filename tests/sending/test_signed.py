"""Letters leave signed where a key is set, and not at all where it can't be used."""

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from kokong.kernel import dkim, installation, letters, mail
from tests.cast import Cast
from tests.kernel import test_dkim
from tests.sending.conftest import Post
from tests.sending.crowd import Crowd, expand, hand_out, people, start, states


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key, and an installation that signs with it."""
    path = tmp_path / "dkim.pem"
    signing = test_dkim.KEYS["ed25519"]
    assert isinstance(signing, Ed25519PrivateKey)
    path.write_bytes(signing.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    here = installation.current()
    sender = "Havsvik <no-reply@kommun.example>"
    changed = replace(here, sender=sender, mail=replace(here.mail, dkim_key=path, domain_rate=0.0))
    monkeypatch.setattr(installation, "current", lambda: changed)
    mail.forget()
    return path


@pytest.mark.django_db
def test_what_a_mail_server_takes_is_signed_as_it_went_over_the_line(
    cast: Cast, crowd: Crowd, key: Path, post: Post
) -> None:
    crowd.people = people(3)
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    assert states(cast, number) == {"sent": 3}
    for _reader, letter in post.taken:
        raw = letter.replace("\r\n", "\n").replace("\n", "\r\n").encode()
        assert b"d=kommun.example; s=kokong;" in raw
        assert b"list-id" in raw.partition(b"bh=")[0]
        assert test_dkim.verified(raw)


@pytest.mark.django_db
def test_while_the_key_is_missing_letters_wait(cast: Cast, crowd: Crowd, key: Path, post: Post) -> None:
    key.unlink()
    crowd.people = people(3)
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    assert post.taken == []
    assert states(cast, number) == {"waiting": 3}


def test_settings_of_signing(tmp_path: Path) -> None:
    assert letters.read({}).dkim_key is None
    read = letters.read({"KOKONG_DKIM_KEY": str(tmp_path / "x"), "KOKONG_DKIM_SELECTOR": "host-2026"})
    assert (read.dkim_key, read.dkim_selector) == (tmp_path / "x", "host-2026")
    for bad in ("a b", "å", "-", "a..b", "x" * 64):
        with pytest.raises(ValueError, match="KOKONG_DKIM_SELECTOR"):
            letters.read({"KOKONG_DKIM_SELECTOR": bad})


def test_without_a_key_nobody_signs() -> None:
    mail.forget()
    assert mail.signer() is None
    assert dkim.SHORTEST_KEY == 1024
