"""A line to a mail server: letters go one after the other, the next announced with the text of the one before.

By RFC 2920: where the server says PIPELINING, the commands of a letter follow the text of the one before it in the
same breath, so that a letter costs one wait for the server instead of four. An announced letter whose text doesn't
come was never given: a server throws away what the line's end cuts off.
"""

import smtplib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

Answer = tuple[int, bytes]
TAKEN: Final = frozenset({250, 251, 252})
GO_ON: Final = 354
GOING: Final = 421
"""The server says that it hangs up."""


class Unsure(Exception):
    """The line broke after the server was given the text: nobody knows whether it took it."""


@dataclass(frozen=True)
class Envelope:
    """Where a letter comes back to, and whom it is for: bare ASCII addresses."""

    sender: str
    reader: str

    def commands(self) -> tuple[bytes, ...]:
        """What announces the letter. Raises ValueError where an address would end a line or is none."""
        for address in (self.sender, self.reader):
            if not address.isascii() or not address.isprintable() or set(address) & set("<> "):
                raise ValueError("An address of an envelope has signs that none can have.")
        sender, reader = self.sender.encode(), self.reader.encode()
        return b"MAIL FROM:<%b>\r\n" % sender, b"RCPT TO:<%b>\r\n" % reader, b"DATA\r\n"


class Line:
    """Letters over one connection that is open and signed in."""

    def __init__(self, smtp: smtplib.SMTP) -> None:
        self._smtp = smtp
        self._announced: Envelope | None = None
        smtp.ehlo_or_helo_if_needed()
        self._pipelined = smtp.has_extn("pipelining")

    def give(self, envelope: Envelope, text: bytes, *, following: Envelope | None = None) -> None:
        """Give one letter, its lines ending with CR LF; `following` is the next one's, where that is known.

        Raises the refusals of smtplib, SMTPServerDisconnected or OSError before the text was begun, Unsure after.
        """
        self._refused(envelope, self._opened(envelope))
        told = b"".join(following.commands()) if following is not None and self._pipelined else b""
        try:
            self._smtp.send(_quoted(text) + told)
            code, words = self._smtp.getreply()
        except OSError as error:  # smtplib's own are of this kind, too
            raise Unsure(f"{type(error).__name__}: {error}") from error
        self._announced = following if told else None
        if code not in TAKEN:
            self._close_if(code == GOING)
            raise smtplib.SMTPDataError(code, words)

    def _opened(self, envelope: Envelope) -> Sequence[Answer]:
        """What the server says to the commands of this letter, announced before or now."""
        before, self._announced = self._announced, None
        if before is not None and before != envelope:  # its text will not come: nothing but the line's end says so
            self._smtp.close()
            raise smtplib.SMTPServerDisconnected("Another letter was announced.")
        if before is not None:
            return [self._smtp.getreply() for _command in before.commands()]
        return self._asked(envelope.commands())

    def _asked(self, commands: Sequence[bytes]) -> Sequence[Answer]:
        if self._pipelined:
            self._smtp.send(b"".join(commands))
            return [self._smtp.getreply() for _command in commands]
        answers: list[Answer] = []
        for command in commands:
            self._smtp.send(command)
            answers.append(self._smtp.getreply())
            if answers[-1][0] not in TAKEN:
                break
        return answers

    def _refused(self, envelope: Envelope, answers: Sequence[Answer]) -> None:
        """Raises what the first refusal says, with the line ready for another letter, or closed."""
        refusals: tuple[Callable[[Answer], Exception], ...] = (
            lambda each: smtplib.SMTPSenderRefused(*each, envelope.sender),
            lambda each: smtplib.SMTPRecipientsRefused({envelope.reader: each}),
            lambda each: smtplib.SMTPDataError(*each),
        )
        wanted = (TAKEN, TAKEN, {GO_ON})
        for answer, good, refusal in zip(answers, wanted, refusals, strict=False):
            if answer[0] not in good:
                self._clear(answers)
                raise refusal(answer)

    def _clear(self, answers: Sequence[Answer]) -> None:
        """Ready for another letter. Where the server waits for a text all the same, only hanging up is safe."""
        hung_up = answers[-1][0] == GO_ON or any(code in {GOING, -1} for code, _words in answers)
        self._close_if(hung_up)
        if not hung_up:
            with suppress(OSError):  # what was refused stays refused; the next letter finds the line closed
                self._smtp.rset()

    def _close_if(self, over: bool) -> None:
        if over:
            self._announced = None
            self._smtp.close()


def _quoted(text: bytes) -> bytes:
    """As it goes over the line: no line of it is a dot alone, and one at its end is."""
    dotted = (b"." if text[:1] == b"." else b"") + text.replace(b"\r\n.", b"\r\n..")
    return dotted + (b"" if dotted.endswith(b"\r\n") else b"\r\n") + b".\r\n"
