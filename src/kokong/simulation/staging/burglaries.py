"""What happened in a demonstration town: four years of burglaries, the last weeks of them one by one."""

import random
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.utils import timezone

from kokong.incidents import api as incidents
from kokong.kernel import events
from kokong.kernel.scene import Cast, Happened
from kokong.places import api as places
from kokong.simulation.town import Dwelling, Model, SimulatedBurglary, Town, simulate_burglaries

FOLLOWED: Final = timedelta(days=85)  # cocoons older than this would have lost their addresses anyway
UNSTAGED_QUIET: Final = timedelta(days=15)  # what is newer would wait for its doors
QUIET: Final = timedelta(days=4)  # the last days are staged, so that every state is there
# In the staged town risk reaches farther than research has it, so that its own figures have something to propose.
FARTHER: Final = Model(annual_rate=0.0105, ratio=4.0, reach_m=120, cutoff_m=400)

KINDS: Final = {"home": "", "holiday_home": "holiday", "cellar_attic": "cellar_attic"}
ENTRIES: Final = {"balcony_door": "balcony", "cellar_door": "basement"}
TODAY: Final = (  # what waits today, each state once: for what, in which kind of home, confirmed hours ago
    ("walked", "detached", 19),
    ("late", "row", 31),
    ("anybody", "flat", 9),
    ("unassigned", "detached", 2.5),
)
DRAFT_HOURS: Final = 0.7


class Story:
    """The burglaries of a town up to now. Iterating lets those of the last weeks happen, each once, in order."""

    def __init__(self, town: Town, cast: Cast, *, seed: int, years: float, staged: bool, now: datetime) -> None:
        self._cast, self._now = cast, now
        today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
        start = today - timedelta(days=365.25 * years)  # whatever the hour, the same town on the same day
        model = FARTHER if staged else Model()
        found = simulate_burglaries(town, seed=seed, start=start, years=years, model=model)
        past = [b for b in found if b.reported < now - (QUIET if staged else UNSTAGED_QUIET)]
        self._homes = {home.key: home for home in town.dwellings}
        self._recent = [b for b in past if staged and b.reported > now - FOLLOWED]
        self._history = past[: len(past) - len(self._recent)]
        self._free = _free_homes(town, found, random.Random(seed), now=now)
        self._told: list[Happened] = []
        self._happening = self._happen()

    def load(self) -> None:
        """History, all of it or nothing; nobody is told, as with an import of old burglaries."""
        with self._cast.acting("officer"):
            if incidents.count(states=("draft", "confirmed", "withdrawn")):
                return
            for one in self._history:
                told = self._report(one)
                at = min(one.reported + timedelta(hours=3), self._now)
                incidents.confirm(burglary_id=told.id, now=at, quietly=True)

    def __iter__(self) -> Iterator[Happened]:
        yield from self._told
        for one in self._happening:
            self._told.append(one)
            yield one

    def end(self) -> None:
        """Whatever no scene looked at happens now, and the burglary that nobody has confirmed."""
        for _one in self:
            pass
        at = self._now - timedelta(hours=DRAFT_HOURS)
        with suppress(incidents.Duplicate), self._cast.acting("coordinator"):
            _fresh(self._free["detached"][2], at=at)

    def _happen(self) -> Iterator[Happened]:
        for one in self._recent:
            chance = random.Random(zlib.crc32(one.key.encode()))
            confirmed = min(one.reported + timedelta(hours=chance.uniform(1, 9)), self._now)
            yield Happened(one.key, self._confirm(partial(self._report, one), at=confirmed), confirmed)
        free = {kind: iter(homes) for kind, homes in self._free.items()}
        for part, kind, hours in TODAY:
            confirmed = self._now - timedelta(hours=hours)
            report = partial(_urgent, next(free[kind]), part, at=confirmed - timedelta(hours=1))
            yield Happened(part, self._confirm(report, at=confirmed), confirmed, part)

    def _confirm(self, report: Callable[[], incidents.Burglary], *, at: datetime) -> int:
        """The burglary that is reported and confirmed now, with what follows; or that was, by an earlier start."""
        try:
            with self._cast.acting("officer"):
                told = report()
                _, event = incidents.confirm(burglary_id=told.id, now=at)
        except incidents.Duplicate as earlier:
            return earlier.burglary_id
        if event is not None:
            events.deliver(event)
        return told.id

    def _report(self, one: SimulatedBurglary) -> incidents.Burglary:
        return incidents.report(
            dwelling_id=_dwelling(self._homes[one.dwelling]).id,
            earliest=one.earliest,
            latest=one.latest,
            completed=one.completed,
            dwelling_kind=KINDS[one.kind],
            entry_point=ENTRIES.get(one.entry, one.entry),
            source="import",
            case_number=_case_number(one.key, one.reported),
            another=True,
            now=one.reported,
        )


def _case_number(key: str, at: datetime) -> str:
    return f"5000-K{zlib.crc32(key.encode()) % 900_000 + 100_000}-{at:%y}"


def _dwelling(home: Dwelling) -> places.Dwelling:
    return places.find_address(text=home.address)


def _free_homes(
    town: Town, found: Sequence[SimulatedBurglary], rng: random.Random, *, now: datetime
) -> dict[str, list[Dwelling]]:
    """Homes by kind with no burglary in the same street lately, in an order of their own."""
    homes = {home.key: home for home in town.dwellings}
    lately = {homes[b.dwelling].street for b in found if b.reported > now - FOLLOWED}
    chosen = [home for home in town.dwellings if home.street not in lately]
    rng.shuffle(chosen)
    return {kind: [home for home in chosen if home.kind == kind] for kind in ("detached", "row", "flat")}


def _urgent(home: Dwelling, part: str, *, at: datetime) -> incidents.Burglary:
    """A burglary that the officer reports, with how to reach the household."""
    return _fresh(home, at=at, case_number=_case_number(part, at), contact="Nås säkrast efter kl. 17")


def _fresh(home: Dwelling, *, at: datetime, case_number: str = "", contact: str = "") -> incidents.Burglary:
    return incidents.report(
        dwelling_id=_dwelling(home).id,
        earliest=at - timedelta(hours=11),
        latest=at - timedelta(hours=2, minutes=20),
        entry_point="patio_door" if home.kind == "detached" else "door",
        source="form",
        case_number=case_number,
        contact=contact,
        now=at,
    )
