"""Who sees which pages there are and who shows them to everybody; names in addresses. Pure."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import SplitResult, urlsplit

DESK: Final = frozenset({"officer", "coordinator"})
COORDINATOR: Final = frozenset({"coordinator"})
MAY: Final = {"public.see": DESK, "public.publish": COORDINATOR, "public.site": COORDINATOR}

MOST_NAMES: Final = 6
"""Names of a site that lead to it, the current one among them: nobody keeps more from others."""
_NAME: Final = re.compile(r"[a-z](?:-?[a-z0-9]){1,39}")
_HOST: Final = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


def is_name(name: str) -> bool:
    """Whether a site may be called so in its address: "havsvik", "upplands-vasby". A code never is one."""
    return len(name) <= 40 and _NAME.fullmatch(name) is not None


def is_host(host: str) -> bool:
    """Whether it is a host name as DNS has them: two parts or more, small letters, no port."""
    return _HOST.fullmatch(host) is not None


MOST_PARENTS: Final = 10
"""Websites that may show pieces of a site."""
_USUAL_PORTS: Final = {"https": 443, "http": 80}


def origin(written: str, *, plain: bool = False) -> str | None:
    """Where a website is, as browsers say it: "https://www.kalmar.se". None for what is no first address.

    `plain` takes "http://" and this computer as well, for an installation that is itself without TLS.
    """
    try:
        parts = urlsplit(written if "://" in written else f"https://{written}")
        host, port = _ascii(parts.hostname or ""), parts.port
    except ValueError:
        return None
    schemes = ("https", "http") if plain else ("https",)
    if parts.scheme not in schemes or not _bare(parts) or not (is_host(host) or (plain and host == "localhost")):
        return None
    shown = "" if port in {None, _USUAL_PORTS[parts.scheme]} else f":{port}"
    return f"{parts.scheme}://{host}{shown}"


def _bare(parts: SplitResult) -> bool:
    """Whether there is nothing but where it is: no page, nobody's name."""
    return parts.path in {"", "/"} and not (parts.query or parts.fragment or "@" in parts.netloc)


def _ascii(host: str) -> str:
    """A name with å, ä and ö as DNS has it. Raises ValueError for what can't be one."""
    return host.encode("idna").decode().lower()


def moved(known: Mapping[str, str], before: str, after: str) -> dict[str, str]:
    """Where earlier ends of addresses lead, once `before` is `after`: at once, and never in a ring."""
    if before == after:
        return dict(known)
    found = {slug: after if to == before else to for slug, to in known.items()}
    found[before] = after
    return {slug: to for slug, to in found.items() if slug != after}
