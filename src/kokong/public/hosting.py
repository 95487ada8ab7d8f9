"""Which site a request is for: by its host name, or by `/k/<name>/` on the installation's own."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host

from kokong.kernel import installation
from kokong.kernel.public import LEFT, START

from . import directory
from .directory import Directory

STATIC: Final = "/static/"


@dataclass(frozen=True)
class Asked:
    """A request for a site: `key` is what its address names, `base` begins the addresses of that site's pages.

    `municipality_id` is None where nobody has such a site. `rest` is the address within the site.
    """

    municipality_id: int | None
    key: str
    base: str
    rest: str

    @property
    def own_host(self) -> bool:
        """Whether the host name alone says whose site it is."""
        return not self.base


def asked(request: HttpRequest) -> Asked | None:
    """The site that a request is for; None where it is for something else, or for a host that we don't serve."""
    host = _host(request)
    path = request.path_info
    if validate_host(host, settings.ALLOWED_HOSTS):
        return _by_path(path) if path.startswith(START) else None
    known = directory.known()
    whose = known.hosts.get(host)
    if whose is None or path.startswith((STATIC, LEFT)):
        return None
    return Asked(whose, known.key(whose), "", path)


def is_ours(request: HttpRequest) -> bool:
    """Whether the host is one of a site."""
    host = _host(request)
    return not validate_host(host, settings.ALLOWED_HOSTS) and host in directory.known().hosts


def _host(request: HttpRequest) -> str:
    """The host name that was asked for, without its port; nothing for what is no name."""
    host, _port = split_domain_port(request.META.get("HTTP_HOST") or request.META["SERVER_NAME"])
    return host


def _by_path(path: str) -> Asked:
    key, _slash, rest = path.removeprefix(START).partition("/")
    return Asked(directory.known().whose(key), key, f"{START}{key}", f"/{rest}")


def root(known: Directory, municipality_id: int) -> str:
    """Where a site belongs, with scheme and host: on its own host name, else on the installation's."""
    return _own(known, municipality_id) or f"{installation.current().url}{START}{known.key(municipality_id)}"


def own_host(municipality_id: int) -> str:
    """A municipality's own host name, with scheme; "" where it has none."""
    return _own(directory.known(), municipality_id)


def _own(known: Directory, municipality_id: int) -> str:
    host = known.host_of.get(municipality_id)
    return f"{urlsplit(installation.current().url).scheme}://{host}" if host else ""
