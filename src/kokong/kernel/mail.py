"""Sending e-mail: by SMTP where an address is set, signed where a key is; else into files in the data folder."""

import os
import smtplib
from email.utils import parseaddr
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.mail.backends import filebased, smtp
from django.utils import timezone

from . import dkim, installation
from .smtp_line import Envelope, Line, Unsure

__all__ = ["CarefulBackend", "Envelope", "InstallationEmailBackend", "Unsigned", "Unsure", "signed"]


class OwnFilesBackend(filebased.EmailBackend):
    """Messages as files. They hold links that set passwords: nobody else on the machine may read them."""

    def __init__(self, *, file_path: str, fail_silently: bool = False) -> None:
        super().__init__(file_path=file_path, fail_silently=fail_silently)
        Path(file_path).chmod(0o700)

    def open(self) -> bool:
        """Open this connection's file; False where it is open already."""
        opened: object = self.stream
        if opened is not None:
            return False
        name: str = self._get_filename()  # type: ignore[attr-defined]
        self.stream: Any = os.fdopen(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")
        return True


class Unsigned(Exception):
    """The key that letters are signed with can't be used, so that none was given to the server; says why."""


def signer() -> dkim.Signer | None:
    """What signs our letters, in the name of the sender's domain; None where no key is set. Raises Unsigned."""
    here = installation.current()
    if here.mail.dkim_key is None:
        return None
    domain = parseaddr(here.sender)[1].rpartition("@")[2].lower()
    return dkim.Signer(domain.encode("idna").decode(), here.mail.dkim_selector, _key(here.mail.dkim_key))


@lru_cache(maxsize=2)
def _key(path: Path) -> dkim.PrivateKey:
    try:
        return dkim.key(path.read_bytes())
    except (OSError, ValueError) as error:
        raise Unsigned(f"the key in {path} can't be used: {error}") from error


def forget() -> None:
    """Read the key anew, as after it was changed."""
    _key.cache_clear()


def signed(letter: bytes) -> bytes:
    """A letter with its signature before it, where a key is set. Raises Unsigned."""
    by = signer()
    return letter if by is None else dkim.signature(letter, by, now=timezone.now()) + letter


@lru_cache(maxsize=2)
def _careful(base: type[smtplib.SMTP]) -> type[smtplib.SMTP]:
    class Careful(base):  # type: ignore[misc, valid-type]
        """Tells a line that breaks while the text is given from one that breaks before."""

        def data(self, msg: Any) -> Any:
            mine = signed(msg)  # as it goes over the line: nothing changes a byte of it after this
            try:
                return super().data(mine)
            except smtplib.SMTPDataError:
                raise
            except OSError as error:  # smtplib's own are of this kind, too
                raise Unsure(f"{type(error).__name__}: {error}") from error

    return Careful


class CarefulBackend(smtp.EmailBackend):
    """By SMTP, and with an answer to whether a letter perhaps went out (`Unsure`)."""

    def line(self) -> Line:
        """What letters are given to one after the other, over this connection, which is open."""
        return Line(self.connection)  # type: ignore[arg-type]

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """What speaks to the server."""
        return _careful(super().connection_class)  # type: ignore[arg-type]


def InstallationEmailBackend(fail_silently: bool = False, **_: Any) -> smtp.EmailBackend | filebased.EmailBackend:  # noqa: N802
    """The backend that KOKONG_EMAIL_URL names: `smtp[s]://user:password@host:port`; files without it."""
    here = installation.current()
    if here.email is None:
        return OwnFilesBackend(file_path=str(here.home / "mail"), fail_silently=fail_silently)
    url = urlsplit(here.email)
    return CarefulBackend(
        host=url.hostname,
        port=url.port or (465 if url.scheme == "smtps" else 25),
        username=unquote(url.username or ""),
        password=unquote(url.password or ""),
        use_ssl=url.scheme == "smtps",
        use_tls=url.scheme == "smtp+tls",
        timeout=10,
        fail_silently=fail_silently,
    )
