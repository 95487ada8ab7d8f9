"""The real product while something breaks: nothing acknowledged is lost, nothing is done twice, and it comes back.

A coordinator invites a colleague every half second, and ten panels report; then a process is killed and held away,
or PostgreSQL, the disk fills, the mail server or its name is gone, the clock jumps. Each time: was every confirmed
invitation kept, once, and its letter sent, once; is every acknowledged alarm stored; after how many seconds is
every page shown again; and does the doctor name the cause while it lasts. Needs root and Linux; clocks need
Debian's `faketime`.
"""

import argparse
import contextlib
import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import psutil

from . import alarm_rig
from .fault_rig import FAKE, MAIL, Inviter, Product, product

BACK_S: Final = 10.0
LETTERS_S: Final = 240.0
SHORTEST_S: Final = 5.0
LASTS_S: Final = 30.0
Cause = Callable[[Product], "contextlib.AbstractContextManager[None]"]


@dataclass(frozen=True)
class Found:
    """What a fault did. `named`: what the doctor wanted mended meanwhile that it did not before."""

    fault: str
    confirmed: int
    lost: int
    doubled: int
    letters_lost: int
    letters_doubled: int
    alarms: int
    alarms_lost: int
    alarms_doubled: int
    back_s: float | None
    named: str
    held: bool


@contextlib.contextmanager
def held_away(name: str, here: Product) -> Iterator[None]:
    """Kill a process, and keep its keeper from starting it again."""
    victim = here.parts()[name]
    keeper = victim.parent()
    assert keeper is not None
    keeper.suspend()
    for each in [*victim.children(recursive=True), victim]:
        each.kill()
    yield
    keeper.resume()


def away(name: str) -> Cause:
    """A process is gone for a while."""
    return lambda here: held_away(name, here)


@contextlib.contextmanager
def one_of_the_web(here: Product) -> Iterator[None]:
    """One of those who serve the pages is killed."""
    here.parts()["web"].children()[0].kill()
    yield


@contextlib.contextmanager
def postgres(here: Product) -> Iterator[None]:
    """PostgreSQL as in a power cut, and nobody may start it for a while."""
    postmaster = psutil.Process(int((here.home / "postgres" / "postmaster.pid").read_text().split()[0]))
    gate = here.home / "postgres" / "global" / "pg_control"
    hidden = gate.with_name("pg_control.away")
    below = postmaster.children(recursive=True)
    gate.rename(hidden)
    for each in [postmaster, *below]:
        with contextlib.suppress(psutil.NoSuchProcess):
            each.kill()
    yield
    hidden.rename(gate)


@contextlib.contextmanager
def everything(here: Product) -> Iterator[None]:
    """Every process of the product and the database at once: the power is cut. Somebody starts it again."""
    assert here.process is not None
    with postgres(here):
        below = psutil.Process(here.process.pid).children(recursive=True)
        for each in [psutil.Process(here.process.pid), *below]:
            with contextlib.suppress(psutil.NoSuchProcess):
                each.kill()
        here.process.wait()
        yield
    here.begin()


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        for _ in range(1 << 20):
            file.write(bytes(1 << 16))


@contextlib.contextmanager
def full_disk(here: Product) -> Iterator[None]:
    """Not a byte is free."""
    filler = here.home.parent / "filler"
    _fill(filler)
    yield
    filler.unlink()


@contextlib.contextmanager
def no_mail(here: Product) -> Iterator[None]:
    """The mail server is gone."""
    here.sink.cut()
    yield
    here.sink.begin()


@contextlib.contextmanager
def no_names(here: Product) -> Iterator[None]:
    """The mail server's name leads nowhere."""
    known = here.hosts.read_text()
    here.hosts.write_text(known.replace(MAIL, "elsewhere.invalid"))
    yield
    here.hosts.write_text(known)


def clock(offset: str) -> Cause:
    """The machine's clock jumps, and stays so."""

    @contextlib.contextmanager
    def jumps(here: Product) -> Iterator[None]:
        assert here.moved is not None
        here.moved.write_text(offset + "\n")
        yield

    return jumps


KILLS: Final[dict[str, tuple[Cause, str]]] = {
    "one web process killed": (one_of_the_web, ""),
    "web killed": (away("web"), "pages"),
    "worker killed": (away("worker"), "worker"),
    "raiser killed": (away("raiser"), "raiser"),
    "receiver killed": (away("receiver"), "alarms"),
    "PostgreSQL killed": (postgres, "database"),
    "power cut": (everything, "database"),
    "disk full": (full_disk, "disk"),
    "mail server gone": (no_mail, "mail"),
    "names gone": (no_names, "mail"),
}
CLOCKS: Final[dict[str, tuple[Cause, str]]] = {
    "clock an hour back": (clock("-3600"), ""),
    "clock a day on": (clock("+86400"), ""),
    "the night the clocks change": (clock("@2026-10-25 00:59:50"), ""),
}


def tried(
    here: Product, name: str, cause: Cause, wanted: str, *, start: int, before: set[str]
) -> tuple[Found, int]:
    """One fault under load, and what is left of it afterwards."""
    print(f"{name} …", file=sys.stderr, flush=True)
    people = Inviter(here, start)
    with alarm_rig.panels(accounts=_accounts(here), retry_s=1.0, until_told=True) as panels:
        people.start()
        panels.begin()
        time.sleep(4)
        with cause(here):
            named = _named(here, wanted, before)
        back = here.back()
        time.sleep(4)
        start = people.stop()
        told = panels.finish()
    found = _looked(here, people, told["acknowledged"])
    held = not any(found[k] for k in found if k.endswith(("lost", "doubled")))
    held = held and back is not None and back <= BACK_S and (wanted in named if wanted else True)
    return Found(name, **found, back_s=back and round(back, 1), named=", ".join(sorted(named)), held=held), start


def _named(here: Product, wanted: str, before: set[str]) -> set[str]:
    """What the doctor wants mended that it did not before; asked until it names the cause."""
    began = time.monotonic()
    while True:
        named = here.doctor() - before if wanted else set()
        passed = time.monotonic() - began
        if (not wanted and passed > SHORTEST_S) or wanted in named or passed > LASTS_S:
            time.sleep(max(0.0, SHORTEST_S - passed))
            return named
        time.sleep(1)


def _accounts(here: Product) -> list[str]:
    """Ten panels that have not reported yet."""
    with here.database() as link:
        rows = link.execute(
            "SELECT account FROM alarms_account a WHERE account LIKE 'A0%' AND NOT EXISTS"
            " (SELECT FROM alarms_event e WHERE e.account_id = a.id) ORDER BY 1 LIMIT 10"
        ).fetchall()
    return [account for (account,) in rows]


def _looked(here: Product, people: Inviter, acknowledged: dict[str, int]) -> dict[str, int]:
    with here.database() as link:
        rows = link.execute("SELECT email, count(*) FROM people_invitation WHERE email = ANY(%s) GROUP BY 1",
                            [people.sent]).fetchall()  # fmt: skip
    kept = dict(rows)
    letters = _letters(here, set(kept))
    alarms = alarm_rig.compare(acknowledged)
    return {
        "confirmed": len(people.confirmed),
        "lost": len(set(people.confirmed) - kept.keys()),
        "doubled": sum(count - 1 for count in kept.values()),
        "letters_lost": len(kept.keys() - letters.keys()),
        "letters_doubled": sum(letters[who] - 1 for who in kept if who in letters),
        "alarms": alarms["acknowledged"],
        "alarms_lost": alarms["missing"],
        "alarms_doubled": alarms["doubled"],
    }


def _letters(here: Product, wanted: set[str]) -> Counter[str]:
    """How often each was written to, once everybody was or patience is over."""
    over = time.monotonic() + LETTERS_S
    while True:
        taken = Counter(here.sink.taken())
        if wanted <= taken.keys() or time.monotonic() > over:
            time.sleep(2.0)  # one too many would come now
            return Counter(here.sink.taken())
        time.sleep(0.5)


def _all(faults: dict[str, tuple[Cause, str]], *, moved: bool) -> Iterator[Found]:
    start = 0
    with product(moved=moved) as here:
        before = here.doctor()
        for name, (cause, wanted) in faults.items():
            found, start = tried(here, name, cause, wanted, start=start, before=before)
            print(_line(found), flush=True)
            yield found


def _line(f: Found) -> str:
    kept = f"{f.confirmed} invitations, {f.lost} lost, {f.doubled} doubled"
    letters = f"letters {f.letters_lost} lost, {f.letters_doubled} doubled"
    alarms = f"{f.alarms} alarms, {f.alarms_lost} lost, {f.alarms_doubled} doubled"
    back = "never back" if f.back_s is None else f"back in {f.back_s} s"
    named = f"doctor: {f.named or '–'}"
    return f"{f.fault:28} {kept}; {letters}; {alarms}; {back}; {named}  {'held' if f.held else 'MISSED'}"


def main() -> int:
    """Try and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="faults whose name holds this")
    wanted = parser.parse_args()
    if os.geteuid() != 0:
        raise SystemExit("Disks are mounted and names changed: run this as root, on a machine that is for trying.")
    found: list[Found] = []
    for faults, moved in ((KILLS, False), (CLOCKS, True)):
        some = {name: one for name, one in faults.items() if not wanted.only or wanted.only in name}
        if moved and not Path(FAKE).exists():
            print("Debian's faketime isn't installed: no clock was moved.", file=sys.stderr)
            continue
        found += _all(some, moved=moved) if some else []
    print(json.dumps([asdict(each) for each in found], ensure_ascii=False))
    return 0 if all(each.held for each in found) else 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main())
