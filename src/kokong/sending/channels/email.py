"""By e-mail, to one person. What a mail server answers says whether to try again."""

import smtplib
from contextlib import suppress

from django.core.mail import EmailMultiAlternatives, get_connection

from kokong.kernel import mail

from .values import Carried, ForGood, Letter, Nobody, NotNow, Unsure

REFUSED = 500  # of SMTP's answers: from here on for good


def carry(letter: Letter) -> Carried:
    """Send it. Raises ForGood for an address or text that is refused, NotNow, Nobody, Unsure."""
    headers = {
        "Message-ID": letter.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    message = EmailMultiAlternatives(letter.title, letter.text, None, [letter.email], headers=headers)
    if letter.calendar is not None:  # as another form of the letter: what programs offer to answer (RFC 6047)
        lines = "\n".join(letter.calendar.text.splitlines())
        message.attach_alternative(lines + "\n", f"text/calendar; method={letter.calendar.method}")
    message.message()  # what can't be written at all fails before anything is said
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        raise Nobody(_words(error)) from error
    try:
        _send(connection, message)
    finally:
        with suppress(OSError, smtplib.SMTPException):  # the server has the letter, or has refused it
            connection.close()
    return Carried()


def _send(connection: object, message: EmailMultiAlternatives) -> None:
    try:
        if not connection.send_messages([message]):  # type: ignore[attr-defined]
            raise Nobody("mail_refused")
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
    except (OSError, smtplib.SMTPException) as error:  # before the text was begun
        raise Nobody(_words(error)) from error


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
