"""Homes with an alarm in the demonstration: their panels, a season of false alarms, and one alarm that waits."""

import random
from datetime import datetime, time, timedelta
from typing import Final

from django.utils import timezone

from kokong.kernel import tenancy
from kokong.kernel.scene import Cast, Stage
from kokong.places import api as places

from . import api as alarms
from .calls import routines
from .panels import expecting

HOMES: Final = 12
SEASON: Final = timedelta(days=85)
DIALLER_KEY: Final = "000102030405060708090A0B0C0D0E0F"  # of account 1001, so that anybody can send from it
MONTHLY: Final = 30 * 86_400  # nothing polls in a demonstration, and no panel shall be missed the next day
HOUSEHOLDS: Final = (
    "Berit Holm", "Anders Falk", "Samira Haddad", "Göran Nyström", "Lena Åberg", "Tomasz Nowak", "Maj Öberg",
    "Erik Strand", "Fatima Ali", "Per Lund", "Ulla Ek", "Jonas Wiik",
)  # fmt: skip
OWNERS, KEY_HOLDERS = 5, 50  # 070-174 06 05 to 06 99 are kept for fiction
NEIGHBOURS: Final = ("Siv Palm", "Olof Dahl", "Hanna Rask", "Birger Kvist")
ZONES: Final = (
    {"zone": "1", "name": "Ytterdörr", "kind": "door", "side": "front", "floor": 0},
    {"zone": "2", "name": "Hall", "kind": "motion", "floor": 0},
    {"zone": "3", "name": "Vardagsrum", "kind": "motion", "side": "left", "floor": 0},
    {"zone": "4", "name": "Altandörr", "kind": "door", "side": "rear", "floor": 0},
    {"zone": "5", "name": "Källarfönster", "kind": "window", "side": "right", "floor": -1},
)
PLAN: Final = (
    "Två vuxna och två barn bor här. Hunden är snäll men skäller.\n"
    "Nyckel finns hos grannen på kontaktlistan. Gå in genom ytterdörren, koden sitter till vänster."
)
ASK: Final = "Fråga efter kodordet. Den som säger ”allt är lugnt, tack” i stället är hotad."
WORD: Final = "fyrbåk"
CAUSES: Final = ("user_error", "pet", "environment", "user_error", "no_cause", "fault")


def stage(stage: Stage) -> None:
    """Enrol the homes and let a season pass; does nothing where there are accounts already."""
    rng, now = stage.rng, stage.now
    with stage.cast.system():
        if alarms.accounts(retired=True):
            return
        houses = [home for home in stage.homes if home.kind in {"detached", "row"}]
        panels = [
            _enrol(number, home.address, rng, now=now - SEASON)
            for number, home in enumerate(rng.sample(houses, HOMES))
        ]
    for panel in panels:
        _season(panel, rng, stage.cast, now=now)
    _send(panels[3], "Nri1/CL2", at=now - timedelta(hours=6))
    _send(panels[3], "Nri1/BA4", at=now - timedelta(seconds=40))


def _enrol(number: int, address: str, rng: random.Random, *, now: datetime) -> int:
    dwelling = places.find_address(text=address)
    made = alarms.enrol(
        account=f"{1001 + number}",
        dwelling_id=dwelling.id,
        key=alarms.NewKey(hex=rng.randbytes(16).hex() if number else DIALLER_KEY),
        interval_s=MONTHLY,
        now=now,
    )
    name = HOUSEHOLDS[number]
    email = f"hushall{number + 1}@havsvik.example"
    alarms.add_contact(
        account_id=made.id,
        name=name,
        phone=f"070-174 06 {OWNERS + number:02}",
        email=email,
        what="owner",
        consent=True,
        now=now,
    )
    alarms.add_contact(
        account_id=made.id, name=NEIGHBOURS[number % 4], phone=f"070-174 06 {KEY_HOLDERS + number:02}",
        what="key_holder", consent=True, now=now,
    )  # fmt: skip
    alarms.change(account_id=made.id, plan={"text": PLAN, "zones": ZONES})
    routines.set_routine(account_id=made.id, text=ASK, word=WORD, now=now)
    expecting.expect_test(account_id=made.id, every="month", now=now)
    return made.id


def _season(panel: int, rng: random.Random, cast: Cast, *, now: datetime) -> None:
    """Set at night, unset in the morning, tested each week, and now and then a false alarm that is closed."""
    day = timezone.localtime(now - SEASON)
    while (day := day + timedelta(days=7)) < now - timedelta(days=1):
        evening = timezone.make_aware(datetime.combine(day.date(), time(22, rng.randrange(60))))
        _send(panel, "NRP0", at=evening - timedelta(hours=8))
        _send(panel, "Nri1/CL1", at=evening)
        if rng.random() < 0.18:
            alarm = _send(panel, f"Nri1/BA{rng.randint(1, 5)}", at=evening + timedelta(hours=3))
            _close(alarm, rng, cast, at=evening + timedelta(hours=3, seconds=rng.randint(20, 80)))
        _send(panel, "Nri1/OP1", at=evening + timedelta(hours=9))


def _send(panel: int, data: str, *, at: datetime) -> int | None:
    """Let a panel report; the id of its newest alarm."""
    with tenancy.scope(municipality_id=None, authority="receiver"):
        alarms.report(account_id=panel, data=data, at=at)
    alarms.raise_pending(now=at)
    with tenancy.scope(municipality_id=None, authority="receiver"):
        return next((one.id for one in alarms.alarms(account_id=panel, limit=1)), None)


def _close(alarm_id: int | None, rng: random.Random, cast: Cast, *, at: datetime) -> None:
    if alarm_id is None:
        return
    with cast.acting("alarm_operator"):
        alarms.take(alarm_id=alarm_id, now=at)
        alarms.call_result(alarm_id=alarm_id, result="false_alarm", now=at + timedelta(minutes=1))
        alarms.close(alarm_id=alarm_id, reason=rng.choice(CAUSES), now=at + timedelta(minutes=2))
