"""The page itself: one file, images within, no scripts, nothing fetched."""

from html import escape
from importlib.resources import files
from typing import Final

import numpy as np

from kokong import __version__

from .. import figures, words
from ..forecast import Backtest
from ..words import gettext as _
from ..words import ngettext
from . import identities, plots
from .findings import FEWEST, Findings
from .ground import Ground
from .projecting import IN_METRES

HALF_A_YEAR: Final = 0.45  # a shorter period is no measure of a year
STYLE: Final = """
img { display: block; width: 100%; height: auto; margin: 16px 0; }
th.n { white-space: normal; }
section > p:empty { display: none; }
@media print { @page { margin: 18mm; } main { padding: 0; } img { break-inside: avoid; max-height: 14cm; object-fit: contain; object-position: left; } .scroll { overflow: visible; } }
"""  # noqa: E501 as in the style it adds to


def page(found: Findings, *, title: str, ground: Ground | None = None) -> str:
    """The whole page in the language spoken now; `title` names the file or the town, `ground` is on its map."""
    parts = [
        _head(found, title),
        _data(found),
        _repeats(found),
        _ceiling(found),
        _risk(found, ground),
        _tested(found),
        _made(found),
    ]
    sheet = files("kokong.analysis.report.effect").joinpath("style.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="{words.current()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{plots.sheet_of_variables()}{sheet}{STYLE}</style>"
        f"</head><body><main>{''.join(parts)}</main></body></html>\n"
    )


def _head(found: Findings, title: str) -> str:
    heading = _("What the burglaries can tell")  # not within an f-string, where the catalogue tool can't see it
    n = found.burglaries.x.size
    span = {"first": _day(found.events.days[0]), "last": _day(found.events.days[-1]), "n": figures.whole(n)}
    lead = _("%(n)s burglaries from %(first)s to %(last)s.") % span
    return (
        f"<header><span><b>Kokong</b> · {escape(title)}</span></header>"
        f"<h1>{escape(heading)}</h1>{_p(lead, 'lead')}{_p(_summary(found), 'lead')}"
    )


def _summary(found: Findings) -> str:
    if not found.comparable:
        return _("The burglaries are all of the same time or place, so near repeats can't be told from chance.")
    if not found.enough:
        return _("There are too few burglaries to tell whether one is followed by others near by.")
    if not found.near_repeats:
        return _("Within 100 metres and a week of a burglary there were no more than chance can give.")
    more = _("Within 100 metres and a week of a burglary there were %(ratio)s times as many as chance would give.")
    said = more % {"ratio": figures.decimal(float(found.nearby.ratio[0, 0]), 1)}
    if found.ceilings[0].excess <= 0:
        return said
    reach = _(
        "If visits within 100 metres during two weeks always worked, they could prevent at most about %(share)s "
        "per cent of all burglaries."
    )
    return f"{said} {reach % {'share': figures.decimal(100 * found.ceilings[0].excess, 1)}}"


def _data(found: Findings) -> str:
    burglaries = found.burglaries
    years = (found.events.days[-1] - found.events.days[0]) / 365.25
    told = [
        _("%(rows)s rows were read, %(used)s are used.")
        % {"rows": figures.whole(burglaries.rows), "used": figures.whole(burglaries.x.size)},
        _("That is about %(yearly)s burglaries a year.") % {"yearly": figures.whole(burglaries.x.size / years)}
        if years >= HALF_A_YEAR
        else "",
        _(
            "%(share)s per cent share their coordinates with another: homes burgled again, or several "
            "homes at one point."
        )
        % {"share": figures.whole(100 * found.same_place)}
        if found.same_place
        else "",
        _("Times are known as windows; the middle of each is used.") if burglaries.windows else "",
        _("Times are whole days.") if found.table.unit_days == 1 else "",
    ]
    listed = "".join(f'<li class="good">{escape(text)}</li>' for text in told if text)
    notes = "".join(f'<li class="why">{escape(_note(*note))}</li>' for note in burglaries.notes)
    if burglaries.repeating is not None:
        notes += f'<li class="why">{escape(identities.told(burglaries.repeating))}</li>'
    nothing = _("Nothing was left out.")
    lacks = notes or f'<li class="good">{escape(nothing)}</li>'
    unseen = _("Burglaries that were never reported are not here, nor is anyone who was suspected.")
    return _section(_("What the data are, and what they lack"), f"<ul>{listed}{lacks}</ul>{_p(unseen, 'quiet')}")


def _note(what: str, why: str, count: int) -> str:
    rows = ngettext("%(n)s row", "%(n)s rows", count) % {"n": figures.whole(count)}
    done = _("left out") if what == "left_out" else _("kept")
    return f"{rows}: {_(why)} ({done})."


def _repeats(found: Findings) -> str:
    said, table = _near(found), found.table
    told = table.significance
    sure = ""
    if told is not None:
        sure = (
            _("Chance alone is an unlikely reason for the table as a whole (p = %(p)s).")
            if told.p_global <= 0.05
            else _("Chance alone could be the reason for the table as a whole (p = %(p)s).")
        ) % {"p": figures.p_value(told.p_global)}
    key = _(
        "Each field: observed over expected, and the number of pairs. Pale: chance alone would give fewer than "
        "%(few)s, and no star. * p at most 0.05 for the field alone; of %(fields)s fields about %(stars)s would "
        "get a star by chance."
    ) % {
        "few": figures.whole(plots.FEW_PAIRS),
        "fields": table.observed.size,
        "stars": figures.whole(max(1.0, 0.05 * table.observed.size)),
    }
    title = _("Pairs of burglaries: observed over expected")
    drawn = plots.as_picture(lambda: plots.near_repeat_table(table), f"{title}. {said}")
    fading = (
        plots.as_picture(lambda: plots.decay(table, over="time"), _("How the risk fades with time"))
        if found.enough
        else ""
    )
    body = _p(said) + _p(sure) + drawn + _p(key, "quiet") + _fields(found) + fading + _windows(found)
    return _section(_("Near repeats"), body)


def _near(found: Findings) -> str:
    observed, expected = int(found.nearby.observed[0, 0]), float(found.nearby.expected[0, 0])
    said = _(
        "Pairs of burglaries within 100 metres and seven days of each other: %(observed)s. Had the dates been "
        "dealt out at random, about %(expected)s would be expected."
    ) % {
        "observed": figures.whole(observed),
        "expected": figures.whole(expected) if expected >= 10 else figures.decimal(expected, 1),
    }
    if not found.comparable:
        return said
    if not found.enough:
        return " ".join((said, _("That is too few to compare.")))
    times = _("There are %(ratio)s times as many as by chance.")
    return f"{said} {times % {'ratio': figures.decimal(float(found.nearby.ratio[0, 0]))}}"


def _fields(found: Findings) -> str:
    """The picture's figures, for those who can't see it."""
    table = found.table
    heads = [_("Metres apart"), *(f"{plots.spoken(label)} {_('days')}" for label in table.time.labels)]
    head = "".join(f'<th class="{"n" if k else ""}">{escape(text)}</th>' for k, text in enumerate(heads))
    rows = "".join(
        f"<tr><th>{escape(plots.spoken(label))}</th>"
        + "".join(
            f'<td class="n">{figures.decimal(float(ratio))} ({figures.whole(pairs)})</td>'
            for ratio, pairs in zip(table.ratio[row], table.observed[row], strict=True)
        )
        + "</tr>"
        for row, label in enumerate(table.space.labels)
    )
    summary = escape(_("The figures as a table"))
    return f"<details><summary>{summary}</summary>{_scrolled(head, rows)}</details>"


def _windows(found: Findings) -> str:
    if found.sensitivity is None:
        return ""
    low, high = (figures.decimal(float(v[1, 0])) for v in (found.sensitivity.low, found.sensitivity.high))
    text = _(
        "With each burglary at a random moment within its window, the ratio beyond the same place but within 100 "
        "metres, in the first week, lies between %(low)s and %(high)s."
    ) % {"low": low, "high": high}
    return _p(text, "quiet")


def _ceiling(found: Findings) -> str:
    rows = "".join(
        f'<tr><th>{figures.whole(one.within_m)} m</th><td class="n">{_percent(one.following)}</td>'
        f'<td class="n">{_percent(one.by_chance)}</td><td class="n">{_percent(max(one.excess, 0))}</td></tr>'
        for one in found.ceilings
    )
    heads = (_("Distance"), _("follow another within 14 days"), _("by chance"), _("the ceiling"))
    head = "".join(f'<th class="{"n" if k else ""}">{escape(text)}</th>' for k, text in enumerate(heads))
    said = _(
        "Some burglaries follow another near by in any case. Only the share above chance could be broken "
        "by visits, and "
        "only if every visit worked. What cocoons achieve is less; most burglaries must be met in other ways."
    )
    return _section(
        _("The most that cocoons could reach"),
        _p(said) + _scrolled(head, rows) + _p(_unseen(found), "quiet"),
    )


def _unseen(found: Findings) -> str:
    if all(one.excess <= 0 for one in found.ceilings):
        return _("Here no share above chance can be seen.")
    return _("With so few burglaries the shares are uncertain.") if found.few else ""


def _risk(found: Findings, ground: Ground | None) -> str:
    said = _(
        "Cells of %(cell)s metres within %(metres)s metres of a burglary, by their risk in the week after the "
        "last one: the darker, the higher."
    ) % {"cell": figures.whole(found.cell), "metres": figures.whole(found.study.metres)}
    few = _("With so few burglaries the map shows little more than where they have been.") if found.few else ""
    grid, surface, cells = found.events.grid, found.surface, found.study.cells
    drawn = plots.as_picture(lambda: plots.risk_map(grid, surface, cells, ground), said)
    return _section(_("Where risk is highest"), _p(said) + _p(few) + drawn)


def _heard(result: Backtest) -> str:
    if result.late is None:
        return _(
            "When burglaries were reported isn't known. Each is taken to be known from its own day on, which "
            "flatters every forecast."
        )
    return _(
        "A forecast saw only what had been reported by then; %(late)s per cent were reported a week late or more."
    ) % {"late": figures.decimal(100 * result.late, 1)}


def _tested(found: Findings) -> str:
    result = found.backtest
    if result is None:
        text = _(
            "At least %(few)s burglaries over a year and a half are needed before forecasts can be tested "
            "honestly."
        )
        return _section(_("How good the forecasts were"), _p(text % {"few": FEWEST}))
    five = result.shares.index(0.05)
    said = _(
        "In the last %(weeks)s weeks, with %(n)s burglaries, the %(area)s per cent of area with the highest risk "
        "held %(held)s per cent of them; by chance it would be %(chance)s. Each week was foretold only from what "
        "was known before it."
    ) % {
        "weeks": result.starts.size,
        "n": figures.whole(float(result.events.sum())),
        "held": figures.decimal(100 * float(result.hit_rate(result.scores[-1])[five]), 1),
        "area": figures.whole(100 * float(result.area[five])),
        "chance": figures.decimal(100 * float(result.chance[five]), 1),
    }
    area = _(
        "The area is all that lies within %(metres)s metres of a burglary before the first forecast, %(km2)s "
        "square kilometres. Burglaries elsewhere, %(outside)s per cent, count as missed, by chance too."
    ) % {
        "metres": figures.whole(result.study.metres),
        "km2": figures.decimal(result.km2, 1),
        "outside": figures.decimal(100 * float(result.outside.sum() / result.events.sum()), 1),
    }
    title = _("How many burglaries lay where the forecast pointed")
    drawn = (
        plots.as_picture(lambda: plots.backtest_curves(result), f"{title}. {said}")
        + plots.as_picture(
            lambda: plots.pai_curves(result), _("How much denser burglaries lay in the flagged area")
        )
        + plots.as_picture(
            lambda: plots.weeks(result, share=five),
            _("Burglaries a week, and how many lay where the forecast pointed"),
        )
    )
    body = (
        _p(area)
        + _p(said)
        + _p(_heard(result), "quiet")
        + _p(_compared(found, result, five))
        + drawn
        + _methods(found, result)
    )
    return _section(_("How good the forecasts were"), body)


def _compared(found: Findings, result: Backtest, share: int) -> str:
    best, rival = result.scores[-1], result.scores[0]
    lead = result.against(best, rival, seed=found.seed)[share]
    said = _(
        "Plain density of all burglaries held %(rival)s per cent. The difference is %(lead)s percentage "
        "points, between "
        "%(low)s and %(high)s with 95 per cent confidence."
    ) % {
        "rival": figures.decimal(100 * float(result.hit_rate(rival)[share]), 1),
        "lead": figures.decimal(100 * lead.estimate, 1),
        "low": figures.decimal(100 * lead.low, 1),
        "high": figures.decimal(100 * lead.high, 1),
    }
    return said if lead.low > 0 or lead.high < 0 else " ".join((said, _("Which is better can't be told.")))


def _methods(found: Findings, result: Backtest) -> str:
    heads = [_("Method"), *(f"{100 * share:g} %" for share in result.shares)]
    head = "".join(f'<th class="{"n" if k else ""}">{escape(text)}</th>' for k, text in enumerate(heads))
    rows = "".join(
        f"<tr><th>{escape(plots.translated(score.method))}</th>"
        + "".join(f'<td class="n">{figures.decimal(100 * rate, 1)}</td>' for rate in result.hit_rate(score))
        + "</tr>"
        for score in result.scores
    )
    caption = _("Per cent of burglaries within each share of area")
    latest = _("The point process learnt from the latest %(n)s burglaries only, to save time and memory.")
    limited = found.fitted_on < found.burglaries.x.size
    note = latest % {"n": figures.whole(found.fitted_on)} if limited else ""
    return _p(caption, "quiet") + _scrolled(head, rows) + _p(note, "quiet")


def _scrolled(head: str, rows: str) -> str:
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="scroll" tabindex="0">{table}</div>'


def _made(found: Findings) -> str:
    said = _(
        "Kokong %(version)s, seed %(seed)s, %(draws)s permutations, cells of %(cell)s metres, coordinates %(crs)s."
    ) % {
        "version": __version__,
        "seed": found.seed,
        "draws": found.table.permutations,
        "cell": figures.whole(found.cell),
        "crs": found.burglaries.crs.replace(IN_METRES, _(", in metres")) or _("as in the file"),
    }
    return f"<footer>{escape(said)}</footer>"


def _percent(share: float) -> str:
    return f"{figures.decimal(100 * share, 1)} %"


def _day(day: float) -> str:
    return str(np.datetime64(int(day), "D")).replace("-", "\u2011")  # so that no line ends within a date


def _p(text: str, kind: str = "") -> str:
    if not text:
        return ""
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def _section(heading: str, body: str) -> str:
    return f"<section><h2>{escape(heading)}</h2>{body}</section>"
