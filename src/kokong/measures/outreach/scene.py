"""Campaigns of the demonstration: bicycles, which goes out, and the dark months, which waits for the police."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from django.utils import timezone

from kokong.kernel.scene import Stage
from kokong.places import api as places

from . import api, costs
from . import models as rows
from .newsletter import asking, letters
from .press import listing

DARK: Final = api.Words(
    title="Lys upp hemmet i vinter",
    lead="När det är mörkt syns det att ingen är hemma. Några enkla saker gör skillnad.",
    body=(
        "## Gör så här\n\n"
        "* Sätt en timer på en lampa i vardagsrummet och en i köket, så att det ser bebott ut.\n"
        "* Lås altandörren, också när du är hemma.\n"
        "* Be grannen tömma brevlådan och parkera på uppfarten när du är bortrest.\n"
        "* Sätt upp en lampa med rörelsevakt där ingen ser in från gatan.\n\n"
        "Pågår ett inbrott: ring **112**. Har du sett något misstänkt: ring **114 14**."
    ),
    channels=("site", "email", "sms", "press", "print", "hand"),
    own={"hand": "Mörkt hemma? Då syns det att ni är borta. Sätt en timer på en lampa i dag. {link}"},
)
BICYCLES: Final = api.Words(
    title="Lås cykeln i något som sitter fast",
    lead="Flest cyklar stjäls på hösten. Ett godkänt lås runt ramen räcker långt.",
    body="* Lås fast ramen, inte bara hjulet.\n* Skriv upp ramnumret.\n* Ställ cykeln där folk går förbi.",
    channels=("site", "email", "print", "hand"),
)


READERS: Final = (
    "ulla", "sten", "farida", "nora", "per", "maja", "goran", "aisha", "lars", "ingrid", "tomas", "elin",
)  # fmt: skip
UNCONFIRMED: Final = 3
OFFICES: Final = (
    ("Havsviks Tidning", "redaktionen@havsvikstidning.example"), ("Radio Havsvik", "nyheter@radiohavsvik.example"),
)  # fmt: skip


def stage(stage: Stage) -> None:
    """Plan them; does nothing where there are some, or where nobody coordinates."""
    with stage.cast.system():
        if api.campaigns():
            return
    _readers(stage)
    _bicycles(stage)
    _dark(stage)


def _readers(stage: Stage) -> None:
    """A dozen who asked for the newsletter, nine of whom have confirmed it; two editorial offices, and prices."""
    homes = (("detached",), ("flat",), ("row",), ())
    with stage.cast.acting("coordinator"):
        for number, name in enumerate(READERS):
            asked = stage.now - timedelta(days=3 + 11 * number)
            row = rows.Subscriber.objects.create(
                email=f"{name}@granne.example", areas=[], homes=list(homes[number % len(homes)]), language="sv",
                asked=asked,
            )  # fmt: skip
            if number >= UNCONFIRMED:
                row.confirmed = asked + timedelta(minutes=20)
                asking.begin(row, words=letters.words(row.municipality), now=row.confirmed)
        for outlet, address in OFFICES:
            listing.add(outlet=outlet, email=address, now=stage.now - timedelta(days=60))
        costs.set_prices(told=costs.Prices(sheet=Decimal("0.90"), hour=Decimal(420)))


def _bicycles(stage: Stage) -> None:
    """Out since now: its channels go as soon as the worker runs."""
    now = stage.now
    plan = api.Plan(
        name="Cyklar i höst", goal="50 fler cyklar låsta vid ramen kring stationen", season="always",
        ends=_day(now, 30), budget=12_000, both=False,
    )  # fmt: skip
    with stage.cast.acting("coordinator"):
        found = api.plan(plan=plan, words=BICYCLES, now=now - timedelta(days=9))
        api.act(
            campaign_id=found.id, action="schedule", why="Cykelstölderna är flest nu.", version=found.version,
            now=now - timedelta(minutes=1),
        )  # fmt: skip


def _dark(stage: Stage) -> None:
    """Proposed by the municipality: the police read it, and approve it for all channels."""
    now = stage.now
    with stage.cast.acting("coordinator"):
        areas = tuple(area.id for area in places.areas()[:2])
        plan = api.Plan(
            name="Mörka månader", goal="200 fler hem med timer", season="dark", ends=_day(now, 75), budget=45_000,
            audience=api.Audience(areas=areas, homes=("detached", "row")),
        )  # fmt: skip
        found = api.plan(plan=plan, words=DARK, now=now - timedelta(days=4))
        api.act(
            campaign_id=found.id, action="propose", why="Ska gå ut före höstlovet.", version=found.version,
            now=now - timedelta(days=1),
        )  # fmt: skip


def _day(now: datetime, days: int) -> date:
    return timezone.localdate(now + timedelta(days=days))
