"""What can be wrong with bytes from a panel. Nothing else is raised, whatever the bytes."""


class Dc09Error(Exception):
    """Anything this package refuses."""


class FrameError(Dc09Error):
    """Not an intact frame. Never answered, so that the panel sends it again.

    `why`: checksum, length, header or reply.
    """

    def __init__(self, reason: str, why: str) -> None:
        super().__init__(reason)
        self.why = why


class Refused(Dc09Error):
    """An intact frame that is not accepted. `reply` is what to answer; it never holds key material."""

    def __init__(self, reason: str, reply: bytes) -> None:
        super().__init__(reason)
        self.reply = reply


class PlainRefused(Refused):
    """A plain frame for an account that has a key: anyone could have sent it."""


class KeyMissing(Refused):
    """An encrypted frame for an account without a key."""


class Unreadable(Refused):
    """The content does not follow the format; for an encrypted frame most often a wrong key."""


class KeyFormatError(Dc09Error, ValueError):
    """Not an AES key of 16, 24 or 32 bytes. The message never repeats the text given."""
