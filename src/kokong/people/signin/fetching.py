"""Asking identity providers: only the hosts of one, not our own network, not for ever, not too much."""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlsplit

import requests

from kokong.kernel import outside

SECONDS: Final = (4, 8)
LARGEST: Final = 512 * 1024


class RefusedError(requests.RequestException):
    """What a provider leads to is not asked: another host, a redirect, or too much."""


class GuardedSession(requests.Session):
    """Asks the hosts of one provider over TLS, follows no redirect, and reads at most half a megabyte.

    `internal`: the provider is in our own network; then its address may be a private one, and without TLS.
    """

    def __init__(self, *, hosts: Iterable[str], internal: bool) -> None:
        super().__init__()
        self.hosts = frozenset(host.lower() for host in hosts)
        self.internal = internal
        self.mount("http://", outside.adapter(guarded=not internal))
        self.mount("https://", outside.adapter(guarded=not internal))

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
