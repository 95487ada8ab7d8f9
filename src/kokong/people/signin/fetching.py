"""Asking identity providers: only the hosts of one, not our own network, not for ever, not too much."""

import ipaddress
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

SECONDS: Final = (4, 8)
LARGEST: Final = 512 * 1024


class RefusedError(requests.RequestException):
    """What a provider leads to is not asked: another host, an address inside, a redirect, or too much."""


class GuardedSession(requests.Session):
    """Asks the hosts of one provider over TLS, follows no redirect, and reads at most half a megabyte.

    `internal`: the provider is in our own network; then its address may be a private one, and without TLS.
    """

    def __init__(self, *, hosts: Iterable[str], internal: bool) -> None:
        super().__init__()
        self.hosts = frozenset(host.lower() for host in hosts)
        self.internal = internal
        self.mount("http://", _adapter(guarded=not internal))
        self.mount("https://", _adapter(guarded=not internal))

    def request(self, method: Any, url: Any, **given: Any) -> requests.Response:  # type: ignore[override]
        """The answer. Raises RequestException, and RefusedError for what isn't asked."""
        self._refuse(str(url))
        options = {"timeout": SECONDS, "allow_redirects": False, "stream": True}
        response = super().request(method, url, **{**given, **options})
        if response.is_redirect:
            raise RefusedError("The provider redirects; nothing is followed.")
        content = response.raw.read(LARGEST + 1, decode_content=True)
        if len(content) > LARGEST:
            raise RefusedError("The provider answers with too much.")
        response._content = content
        return response

    def _refuse(self, url: str) -> None:
        parts = urlsplit(url)
        if (parts.hostname or "").lower() not in self.hosts:
            raise RefusedError(f"{parts.hostname} is no host of this provider.")
        if parts.scheme != "https" and not self.internal:
            raise RefusedError("The provider is asked over TLS alone.")


def _adapter(*, guarded: bool) -> HTTPAdapter:
    adapter = HTTPAdapter()
    if guarded:
        adapter.poolmanager.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}
    return adapter


class _OutsideOnly:
    """A connection to a public address. Looked at once it is there, so that no name can be told otherwise."""

    sock: Any

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        peer = self.sock.getpeername()[0]
        if not ipaddress.ip_address(peer).is_global:
            self.sock.close()
            raise RefusedError(f"{peer} is inside our own network.")


class _HTTPConnection(_OutsideOnly, HTTPConnection):
    pass


class _HTTPSConnection(_OutsideOnly, HTTPSConnection):
    pass


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _HTTPConnection


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _HTTPSConnection
