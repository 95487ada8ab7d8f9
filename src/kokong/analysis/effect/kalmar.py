"""The Kalmar claim, from public figures: −46 % in three years. The worked case."""

from dataclasses import dataclass, replace
from typing import Final

from kokong.analysis.words import gettext as _
from kokong.analysis.words import gettext_noop

from .. import figures
from . import cost, counts, rates, rules
from .evaluation import Evaluation, Ring
from .power import data_power
from .rules import Check, Evidence, Finding
from .specification import Specification
from .values import Estimate


@dataclass(frozen=True)
class Fact:
    """A figure printed on a public page; `value` None where the page gives only `printed`."""

    area: str
    period: str
    measure: str
    value: int | None
    source: str
    printed: str = ""

    def shown(self) -> str:
        """The count, or what the page printed."""
        return self.printed if self.value is None else figures.whole(self.value)


ALL: Final = gettext_noop("all dwellings, reported")
KALMAR: Final = gettext_noop("Kalmar municipality")
SOUTH: Final = gettext_noop("Police region South")
SWEDEN: Final = gettext_noop("Sweden")
OSTRA: Final = "ostrasmaland.se (Brå, Hem & Hyra)"
POLICE: Final = "Polisen, skd.se 2020-02-04"
FACTS: Final = (
    Fact(KALMAR, "2015–2017", gettext_noop("permanent homes, reported"), None, "polisen.se, 2018-03", "−46 %"),
    Fact(KALMAR, gettext_noop("first half of 2015"), ALL, 101, OSTRA),
    Fact(KALMAR, gettext_noop("first half, a later year"), ALL, 32, OSTRA),
    Fact(KALMAR, gettext_noop("first half, the year after that"), ALL, 35, OSTRA),
    Fact(KALMAR, "2010–2015", gettext_noop("houses, completed, six years"), 379, "jomm.se (ARKET, 2016)"),
    Fact(SWEDEN, "2015", ALL, 22_696, POLICE),
    Fact(SWEDEN, "2017", gettext_noop("all dwellings, reported, rounded"), 22_600, "bra.se"),
    Fact(SWEDEN, "2019", ALL, 14_626, POLICE),
    Fact(SOUTH, "2015", ALL, 5_859, POLICE),
    Fact(SOUTH, "2019", ALL, 2_904, POLICE),
)
BEFORE: Final = 101
AFTER: Final = 35
BETWEEN: Final = 32
NATION: Final = (22_696, 22_600)
REGION: Final = (5_859, 2_904)
REST: Final = (22_696 - 5_859, 14_626 - 2_904)


def designs() -> tuple[Specification, ...]:
    """What the public figures allow: all of it Poisson, none of it matched."""
    latest = counts.exact_rate_ratio(BEFORE, AFTER)
    between = counts.exact_rate_ratio(BEFORE, BETWEEN)
    nation = rates.rate_ratio((BEFORE, AFTER), NATION)
    return (
        Specification(replace(latest, design="kalmar_latest"), "decides"),
        Specification(replace(between, design="kalmar_between"), "shown"),
        Specification(replace(nation, design="kalmar_nation"), "shown"),
    )


def region() -> Estimate:
    """Police region South against the rest of Sweden, 2015 to 2019."""
    return replace(rates.rate_ratio(REGION, REST), design="region_south")


def title() -> str:
    """The question, as a heading."""
    return _("Kalmar: 46 per cent fewer burglaries?")


def notes() -> tuple[str, ...]:
    """The case in a few sentences."""
    found = region()
    low, high = found.interval
    return (
        _(
            "In March 2018 the police told that burglaries in permanent homes in Kalmar had fallen by 46 per cent "
            "since 2015, while municipality and police worked as one. The page gives no counts. The press has "
            "printed counts for first halves of years, for all dwellings; they are judged here."
        ),
        _("Kalmar's fall is far beyond chance. What it should be credited to can't be told from public figures."),
        _(
            "Four years on, burglaries in region South stood at %(change)s against the rest of Sweden "
            "(%(low)s to %(high)s by chance alone). Kalmar was not alone."
        )
        % {
            "change": figures.percent(found.estimate),
            "low": figures.percent(low),
            "high": figures.percent(high),
        },
    )


def checks() -> tuple[Check, ...]:
    """What stands against crediting the fall to the method."""
    return (
        Check("counts_known", False),
        Check("matched_comparison", False),
        Check("years_before", False, 0.5),
        Check("peak_year", False),
        Check("coverage", False),
        Check("rival_cause", False),
        Check("others_fell_later", False),
        Check("nation_stood_still", True),
        Check("delivered", None),
    )


def case() -> Evaluation:
    """The claim judged by the same ladder as everything else."""
    rows = designs()
    principal = rows[0].estimate
    finding = Finding(principal.design, principal.significant, principal.direction)
    # The forecast is the earlier count itself, as uncertain as a Poisson count is.
    power = data_power(float(BEFORE), float(BEFORE), 1.0)
    verdict = rules.judge(
        Evidence(
            comparison=False,
            before=BEFORE,
            expected=BEFORE,
            months_after=24,
            power=power.power,
            principal=finding,
            deciding=(finding,),
            checks=checks(),
        )
    )
    saved, limits = cost.prevented(principal, BEFORE)
    half = 0.5
    low, high = counts.garwood(BEFORE), counts.garwood(AFTER)
    ring = Ring(
        name="treated",
        areas=1,
        before=BEFORE,
        after=AFTER,
        yearly_before=BEFORE / half,
        yearly_after=AFTER / half,
        limits_before=(low[0] / half, low[1] / half),
        limits_after=(high[0] / half, high[1] / half),
    )
    return Evaluation(
        periods=("2015", "2017"),
        start="2015",
        months_before=6,
        months_after=24,
        comparison=False,
        staggered=False,
        rings=(ring,),
        headline=principal,
        specifications=rows,
        observed=AFTER,
        expected=BEFORE,
        saved=saved,
        saved_interval=limits,
        verdict=verdict,
        checks=checks(),
        power=power,
        buffer=None,
        quotient=None,
        line=None,
        left_out=(),
        cost=None,
    )
