"""By e-mail, to one person. What a mail server answers says whether to try again."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection

from kokong.kernel import mail

from .values import Carried, Carry, ForGood, Letter, Nobody, NotNow, Unsure

REFUSED = 500  # of SMTP's answers: from here on for good
LONGEST_LINE = 990  # RFC 5322 allows 998


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

    def carry(self, letter: Letter) -> Carried:
        message = _message(letter)
        message.message()  # what can't be written at all fails before anything is said
        held = self._connection is not None
        try:
            _send(self._open(), message)
        except _HungUp as error:  # before this letter was begun: the next connection may take it
            self.close()
            if not held:
                raise Nobody(*error.args) from error
            return self.carry(letter)
        except (Unsure, Nobody):
            self.close()
            raise
        return Carried()

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError, smtplib.SMTPException):  # the server has the letters, or has refused them
                connection.close()

    def _open(self) -> Any:
        if self._connection is None:
            connection = get_connection()
            try:
                connection.open()
            except (OSError, smtplib.SMTPException) as error:
                raise Nobody(_words(error)) from error
            self._connection = connection
        return self._connection


class _HungUp(Exception):
    """The line was closed before the letter was begun."""


class _Written(EmailMultiAlternatives):
    """A letter whose long header lines stay whole: a folded address is read wrong by some, or signed in vain.

    It is made up once, however often it is asked for: that is the dearest part of a letter.
    """

    _made: Any = None

    def message(self, **more: Any) -> Any:
        """As it goes over the line."""
        if self._made is None:
            self._made = super().message(**more)
            self._made.policy = self._made.policy.clone(max_line_length=LONGEST_LINE)
        return self._made


def _message(letter: Letter) -> EmailMultiAlternatives:
    headers = {
        "Message-ID": letter.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    headers |= _ways_out(letter)
    message = _Written(letter.title, letter.text, None, [letter.email], headers=headers)
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    if letter.calendar is not None:  # as another form of the letter: what programs offer to answer (RFC 6047)
        lines = "\n".join(letter.calendar.text.splitlines())
        message.attach_alternative(lines + "\n", f"text/calendar; method={letter.calendar.method}")
    return message


def _ways_out(letter: Letter) -> dict[str, str]:
    """How a mail program lets its reader leave (RFC 8058); only where that address works, over TLS."""
    if not letter.unsubscribe:
        return {}
    own = {"List-Id": letter.list_id}
    if letter.unsubscribe.startswith("https://"):
        own["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        own["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return own


def _send(connection: Any, message: EmailMultiAlternatives) -> None:
    try:
        if not connection.send_messages([message]):
            raise Nobody("mail_refused")
    except mail.Unsure as error:
        raise Unsure(_words(error)) from error
    except mail.Unsigned as error:
        raise Nobody("mail_unsigned") from error
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
