"""How much one address and one account may ask of the receiver, and how long a connection may be silent."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The receiver's bounds. Seconds, counts and bytes; none of them makes it drop a first alarm.

    Many panels share an address behind a mobile operator, so an address that sends rubbish loses its rubbish and
    the connection it came on, never its other panels.
    """

    connections: int = 20_000
    connections_per_address: int = 2_000
    bad_burst: int = 600
    """Frames of an address that are damaged, refused or from nobody we know, before they go unanswered."""
    bad_per_second: float = 10.0
    bad_addresses: int = 50_000
    """Addresses remembered for it; datagrams may claim any, and those of more than that go unanswered."""
    account_burst: int = 50_000
    """Frames of an account before it is read more slowly: a panel that has run wild."""
    account_per_second: float = 50.0
    unacknowledged: int = 256
    """Frames of one connection that may wait for their commit before it is read more slowly."""
    waiting: int = 20_000
    """Frames that may wait for the database before nothing more is read."""
    first_frame_seconds: float = 30.0
    half_frame_seconds: float = 20.0
    idle_seconds: float = 600.0
    drain_seconds: float = 10.0
    reply_bytes: int = 64 * 1024
    """Replies that a panel leaves unread before its connection is closed."""
    told_burst: int = 10
    """Accounts whose refused frames operators are told of at once: anybody can send frames to be refused."""
    told_per_second: float = 10 / 600
    counted_seconds: float = 5.0
    """How long an address that sends unencrypted for accounts with a key is counted before anybody is told."""
    senders: int = 200
    """Such addresses remembered each by itself, and of those that datagrams claim."""
    datagram_senders: int = 20
    lines_burst: int = 200
    """Lines of the log about frames that aren't for us, at once."""
    lines_per_second: float = 1.0


class Bucket:
    """A token bucket: `burst` at once, `rate` each second after that."""

    __slots__ = ("_at", "_tokens")

    def __init__(self, burst: float, now: float) -> None:
        self._tokens, self._at = float(burst), now

    def take(self, now: float, *, burst: float, rate: float, owe: bool = False) -> float:
        """Take one token. Returns 0 where there was one, else the seconds until there is one again.

        `owe`: what is taken without a token is paid back, too.
        """
        tokens = min(burst, self._tokens + (now - self._at) * rate)
        self._at = now
        if tokens >= 1:
            self._tokens = tokens - 1
            return 0.0
        self._tokens = tokens - 1 if owe else tokens
        return (1 - self._tokens) / rate

    def full(self, now: float, *, burst: float, rate: float) -> bool:
        """Whether it need not be remembered."""
        return self._tokens + (now - self._at) * rate >= burst


class Addresses:
    """Connections and bad frames of each address, forgotten when there is nothing to remember.

    Datagrams are counted apart: they can claim any address, and shall not use up what a connection from it may do.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._open: dict[str, int] = {}
        self._bad: dict[str, dict[str, Bucket]] = {"tcp": {}, "udp": {}}

    def enter(self, address: str) -> bool:
        """Count a new connection; False where the address has too many."""
        count = self._open.get(address, 0)
        if count >= self._limits.connections_per_address:
            return False
        self._open[address] = count + 1
        return True

    def leave(self, address: str) -> None:
        """A connection that entered is gone."""
        if (count := self._open.get(address, 0)) > 1:
            self._open[address] = count - 1
        else:
            self._open.pop(address, None)

    def bad(self, address: str, transport: str, now: float) -> bool:
        """Count a bad frame; False where the address has sent too many over `transport` to be answered."""
        limits, known = self._limits, self._bad[transport]
        bucket = known.get(address)
        if bucket is None:
            if len(known) >= limits.bad_addresses:
                return False
            bucket = known[address] = Bucket(limits.bad_burst, now)
        return bucket.take(now, burst=limits.bad_burst, rate=limits.bad_per_second) == 0.0

    def forget(self, now: float) -> None:
        """Drop addresses that have long behaved."""
        limits = self._limits
        self._bad = {
            transport: {address: bucket for address, bucket in known.items()
                        if not bucket.full(now, burst=limits.bad_burst, rate=limits.bad_per_second)}
            for transport, known in self._bad.items()
        }  # fmt: skip
