"""Asking other people's servers: never our own network, whatever a name says.

An address is looked at once the connection is there, so that no name can be told otherwise.
"""

import ipaddress
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class InsideError(requests.RequestException):
    """The address is inside our own network, so nothing was said to it."""


def was_inside(error: BaseException) -> bool:
    """Whether an error came of an `InsideError`, which the libraries between put into errors of their own."""
    seen: BaseException | None = error
    while seen is not None and not isinstance(seen, InsideError):
        seen = seen.__cause__ or seen.__context__
    return seen is not None


def adapter(*, guarded: bool) -> HTTPAdapter:
    """What a session mounts; `guarded`, it reaches public addresses alone."""
    made = HTTPAdapter()
    if guarded:
        made.poolmanager.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}
    return made


class _OutsideOnly:
    """A connection to a public address."""

    sock: Any

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        peer = self.sock.getpeername()[0]
        if not ipaddress.ip_address(peer).is_global:
            self.sock.close()
            raise InsideError(f"{peer} is inside our own network.")


class _HTTPConnection(_OutsideOnly, HTTPConnection):
    pass


class _HTTPSConnection(_OutsideOnly, HTTPSConnection):
    pass


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _HTTPConnection


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _HTTPSConnection
