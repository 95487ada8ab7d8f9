"""People who visit pages at once, through the real web server: sessions, the server, what each page took."""

import asyncio
import random
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import httpx

LOOK = 4.0


@dataclass(frozen=True)
class Visitor:
    """Somebody signed in, and the addresses among which they go, by name."""

    cookie: str
    pages: Mapping[str, str]


def sessions() -> list[str]:
    """A session for each person whose address ends with @bench.example, in the order of their accounts."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from kokong.people.models import User

    keys = []
    for user in User.objects.filter(email__endswith="@bench.example").order_by("pk"):
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        keys.append(str(session.session_key))
    return keys


@contextmanager
def server() -> Iterator[str]:
    """The web server as `kokong up` starts it; its address."""
    from kokong.install import supervisor
    from kokong.kernel import installation

    here = installation.current()
    process = subprocess.Popen(supervisor.commands(here)["web"].split())
    url = f"http://127.0.0.1:{here.port}"
    try:
        until_ready(url)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def until_ready(url: str) -> None:
    """Wait until a server answers that it is ready. SystemExit where it isn't within half a minute."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with suppress(httpx.TransportError):
            if httpx.get(f"{url}/readyz", timeout=2).status_code == 200:
                return
        time.sleep(0.1)
    raise SystemExit(f"{url} isn't ready after 30 s.")


def visit(url: str, visitors: Sequence[Visitor], *, seconds: float, warm_up: float) -> dict[str, list[float]]:
    """Everybody at once; milliseconds by page, without those of the warm-up.

    Each opens a page, looks at it for two seconds on average (none to four), and opens the next, at random.
    """
    taken: dict[str, list[float]] = defaultdict(list)
    began = time.monotonic()
    counted = (began + warm_up, began + warm_up + seconds)

    async def everybody() -> None:
        await asyncio.gather(*(_visitor(url, each, counted, taken) for each in visitors))

    asyncio.run(everybody())
    return taken


async def _visitor(
    url: str, visitor: Visitor, counted: tuple[float, float], taken: dict[str, list[float]]
) -> None:
    from django.conf import settings

    rng = random.Random(visitor.cookie)
    limits = httpx.Limits(keepalive_expiry=1)  # the server hangs up after two seconds of silence
    cookies = {settings.SESSION_COOKIE_NAME: visitor.cookie}
    async with httpx.AsyncClient(base_url=url, cookies=cookies, timeout=30, limits=limits) as client:
        while time.monotonic() < counted[1]:
            await asyncio.sleep(rng.uniform(0, LOOK))
            name = rng.choice(list(visitor.pages))
            asked = time.perf_counter()
            answer = await client.get(visitor.pages[name])
            spent = (time.perf_counter() - asked) * 1000
            answer.raise_for_status()
            if time.monotonic() > counted[0]:
                taken[name].append(spent)
