"""What a row of a file says of a panel: its cells read, and nothing written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from kokong import tables
from kokong.intake.api import CellProblem, Row
from kokong.kernel import audit
from kokong.tables import fold

from .. import rules
from . import keys

CHAIN: Final = range(1, 5)
SECONDS: Final = {
    "": 1, "s": 1, "sek": 1, "sekunder": 1, "sec": 1, "seconds": 1, "m": 60, "min": 60, "minut": 60, "minuter": 60,
    "minutes": 60, "h": 3600, "tim": 3600, "timme": 3600, "timmar": 3600, "hour": 3600, "hours": 3600,
    "d": 86_400, "dag": 86_400, "dygn": 86_400, "day": 86_400, "days": 86_400,
}  # fmt: skip
_INTERVAL: Final = re.compile(r"(\d{1,7}) ?([a-z]*)")
_ZONE: Final = re.compile(r"([0-9A-Za-z]{1,8})[ .:=–-]*(.*)")
UNWATCHED: Final = frozenset({"0", "ingen", "inget", "none", "no", "nej"})
TRANSPORTS: Final = tables.spelled(any="any, valfri, båda, tcp udp, udp tcp", tcp="tcp, tcp ip", udp="udp, udp ip")
KINDS: Final = tables.spelled(
    owner="owner, ägare, fastighetsägare, kund, customer, holder, abonnent",
    resident="resident, boende, familj, family, hushåll, household, make, maka, sambo",
    key_holder="key holder, keyholder, neighbour, neighbor, granne, nyckel, nyckelinnehavare, nyckelhållare, "
    "granne med nyckel, neighbour with a key, väktare, guard, annan, other",
)
assert set(KINDS.values()) == set(rules.CONTACT_KINDS)


@audit.personal
@dataclass(frozen=True)
class Told:
    """Somebody to call, as a row says it."""

    name: str
    phone: str
    email: str
    what: str


@audit.personal
@dataclass(frozen=True)
class Panel:
    """A panel as a row tells it. `settings` are those fields of `api.change` that the row says anything of; `key`
    is a key, "none", or "" for nothing said; `zones` as the plan has them. `home` is an address, "" for none;
    `flat` says that a flat was told."""

    account: str
    receiver: str
    line: str
    home: str
    flat: bool
    key: keys.SealedKey | str
    settings: dict[str, Any]
    text: str
    zones: tuple[dict[str, str], ...]
    contacts: tuple[Told, ...]
    agreed: bool


def told(row: Row) -> Panel:
    """What the row says. Raises UserError for what can't be understood."""
    account = re.sub(r"\s", "", row.text("account"))
    if not account:
        raise CellProblem(_("The row has no account."))
    return Panel(
        account=account, receiver=row.text("receiver") or "0", line=row.text("line"), home=home(row),
        flat=bool(row.text("apartment")), key=keys.of_cell(row.text("key")), settings=dict(_settings(row)),
        text=row.text("plan"), zones=tuple(_zones(row)), contacts=tuple(_contacts(row)), agreed=_agreed(row),
    )  # fmt: skip


def home(row: Row) -> str:
    """The address, put together from its columns."""
    street = " ".join(filter(None, (row.text("address"), row.text("number"))))
    flat = row.text("apartment")
    if flat and flat.isdecimal() and len(flat) == 4:
        flat = f"lgh {flat}"
    town = " ".join(filter(None, (row.text("postcode"), row.text("locality"))))
    door = " ".join(filter(None, (street, flat)))
    return (f"{door}, {town}" if door and town else door)[:300]


def _settings(row: Row) -> Iterator[tuple[str, Any]]:
    if row.text("interval"):
        yield "interval_s", row.read("interval", _interval)
    if row.text("transport"):
        yield "transport", row.word("transport", TRANSPORTS)


def _interval(cell: object) -> int | None:
    """Seconds between polls: "60", "60 s", "5 min", "1 dygn"; None where nobody shall watch."""
    text = fold(tables.as_text(cell))
    if text in UNWATCHED:
        return None
    said = _INTERVAL.fullmatch(text)
    if said is None or said[2] not in SECONDS:
        raise ValueError(text)
    return int(said[1]) * SECONDS[said[2]]


def _zones(row: Row) -> Iterator[dict[str, str]]:
    for part in re.split(r"[;\n|]", row.text("zones")):
        if not part.strip():
            continue
        said = _ZONE.fullmatch(part.strip())
        if said is None or not any(c.isdigit() for c in said[1]):
            raise CellProblem(_("A detector is its number and its name, such as 12 Hall; one ; between two."))
        yield {"zone": said[1], "name": said[2].strip()}


def _contacts(row: Row) -> Iterator[Told]:
    for nth in CHAIN:
        name, phone, email = (row.text(f"{what}_{nth}") for what in ("contact", "phone", "email"))
        if not (name or phone or email):
            continue
        if not name:
            raise CellProblem(_("Contact %(nth)d has no name.") % {"nth": nth})
        kind = f"relation_{nth}"
        what = row.word(kind, KINDS) if row.text(kind) else "owner" if nth == 1 else "key_holder"
        yield Told(name, phone, email, what)


def _agreed(row: Row) -> bool:
    """Whether those who are told have agreed to be called: yes, or the day on which they did."""
    if not row.text("consent"):
        return False
    try:
        return bool(row.yes("consent"))
    except CellProblem:
        return row.day("consent") is not None
