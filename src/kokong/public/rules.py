"""Who sees which pages there are and who shows them to everybody; names in addresses. Pure."""

import re
from typing import Final

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
