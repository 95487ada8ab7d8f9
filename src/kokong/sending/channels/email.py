"""By e-mail, to one person. What a mail server answers says whether to try again."""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.message import sanitize_address

from kokong.kernel import mail

from . import writing
from .values import Carried, Carry, ForGood, Letter, Nobody, NotNow, Unsure

REFUSED = 500  # of SMTP's answers: from here on for good


def carry(letter: Letter) -> Carried:
    """Send it. Raises ForGood for an address or text that is refused, NotNow, Nobody, Unsure."""
    with line() as send:
        return send(letter)


@contextmanager
def line() -> Iterator[Carry]:
    """What sends letters over one connection, opened with the first, and anew where the server hangs up."""
    held = _Line()
    try:
        yield held.carry
    finally:
        held.close()


class _Line:
    """A connection to the mail server, for as long as it holds."""

    def __init__(self) -> None:
        self._connection: Any = None
        self._line: Any = None

    def carry(self, letter: Letter, following: Letter | None = None) -> Carried:
        """Send one; `following` is the next, which is announced where the server takes that."""
        held = self._connection is not None
        try:
            self._give(letter, following)
        except _HungUp as error:  # before this letter was begun: the next connection may take it
            self.close()
            if not held:
                raise Nobody(*error.args) from error
            return self.carry(letter, following)
        except (Unsure, Nobody):
            self.close()
            raise
        return Carried()

    def _give(self, letter: Letter, following: Letter | None) -> None:
        if not isinstance(get_connection(), mail.CarefulBackend):  # into files, or what tests read
            _answered(lambda: self._send(letter))
            return
        given, text = _ready(letter)
        after = _announceable(following)
        self._open()
        _answered(lambda: self._line.give(given, text, following=after))

    def _send(self, letter: Letter) -> None:
        if not self._open().send_messages([writing.message(letter)]):
            raise Nobody("mail_refused")

    def close(self) -> None:
        connection, self._connection, self._line = self._connection, None, None
        if connection is not None:
            with suppress(OSError, smtplib.SMTPException):  # the server has the letters, or has refused them
                connection.close()

    def _open(self) -> Any:
        if self._connection is None:
            connection = get_connection()
            try:
                connection.open()
                self._line = connection.line() if isinstance(connection, mail.CarefulBackend) else None
            except (OSError, smtplib.SMTPException) as error:
                raise Nobody(_words(error)) from error
            self._connection = connection
        return self._connection


def _ready(letter: Letter) -> tuple[mail.Envelope, bytes]:
    """What goes over the line. Raises ForGood, before anything is said, where it can't be written."""
    try:
        given = _envelope(letter)
        given.commands()
        text = writing.written(letter)
    except ValueError as error:
        raise ForGood("address") from error
    return given, _signed(text)


def _announceable(following: Letter | None) -> mail.Envelope | None:
    """The next letter's envelope; None where it is none of this way, or its own turn will say what is wrong."""
    if following is None or following.way != "email":
        return None
    try:
        found = _envelope(following)
        found.commands()
    except ValueError:
        return None
    return found


def _envelope(letter: Letter) -> mail.Envelope:
    return mail.Envelope(letter.comes_back or _bare(settings.DEFAULT_FROM_EMAIL), _bare(letter.email))


def _bare(address: str) -> str:
    """An address alone, as mail servers read it: names of domains in ASCII."""
    if address.isascii() and "<" not in address:
        return address
    return parseaddr(sanitize_address(address, settings.DEFAULT_CHARSET))[1]


def _signed(text: bytes) -> bytes:
    try:
        return mail.signed(text)
    except mail.Unsigned as error:
        raise Nobody("mail_unsigned") from error


class _HungUp(Exception):
    """The line was closed before the letter was begun."""


def _answered(give: Callable[[], object]) -> None:
    """What a mail server's answer means for the letter. Raises _HungUp, or as `carry`."""
    try:
        give()
    except mail.Unsure as error:
        raise Unsure(_words(error)) from error
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()), (REFUSED, b""))
        said = f"{code} {_text(words)}"
        raise (ForGood if code >= REFUSED else NotNow)(said) from error
    except smtplib.SMTPSenderRefused as error:
        raise Nobody(_words(error)) from error
    except smtplib.SMTPDataError as error:
        raise (ForGood if error.smtp_code >= REFUSED else NotNow)(_words(error)) from error
    except smtplib.SMTPServerDisconnected as error:  # likewise, before the text was begun
        raise _HungUp(_words(error)) from error
    except (OSError, smtplib.SMTPException) as error:  # before the text was begun
        raise Nobody(_words(error)) from error


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
