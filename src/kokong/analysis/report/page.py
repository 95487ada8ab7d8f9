"""The page itself: one file, images within, no scripts, nothing fetched."""

from base64 import b64encode
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from kokong import __version__

from .. import plots, words
from ..effect import figures
from ..words import gettext as _
from ..words import ngettext
from .findings import FEWEST, Findings

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def page(found: Findings, *, title: str) -> str:
    """The whole page in the language spoken now; `title` names the file or the town."""
    parts = [
        _head(found, title),
        _data(found),
        _repeats(found),
        _ceiling(found),
        _risk(found),
        _tested(found),
        _made(found),
    ]
    style = files("kokong.analysis.effect.report").joinpath("style.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="{words.current()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}img {{ display: block; width: 100%; height: auto; }}</style>"
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
    ratio = figures.decimal(_nearby(found)[0], 1)
    ceiling = found.ceilings[0]
    share = figures.decimal(100 * max(ceiling.excess, 0), 1)
    return _(
        "Within 100 metres and a week of a burglary there were %(ratio)s times as many as chance would "
        "give. Visits that "
        "broke every such chain would reach at most about %(share)s per cent of all burglaries."
    ) % {"ratio": ratio, "share": share}


def _nearby(found: Findings) -> tuple[float, int, float]:
    """Ratio, observed and expected within 100 m in the first week, the same place included."""
    observed = int(found.table.observed[:2, 0].sum())
    expected = float(found.table.expected[:2, 0].sum())
    return (observed / expected if expected else float("nan")), observed, expected


def _data(found: Findings) -> str:
    burglaries = found.burglaries
    years = max((found.events.days[-1] - found.events.days[0]) / 365.25, 1 / 52)
    told = [
        _("%(rows)s rows were read, %(used)s are used.")
        % {"rows": figures.whole(burglaries.rows), "used": figures.whole(burglaries.x.size)},
        _("That is about %(yearly)s burglaries a year.") % {"yearly": figures.whole(burglaries.x.size / years)},
        _(
            "%(share)s per cent share their coordinates with another: homes burgled again, or several "
            "homes at one point."
        )
        % {"share": figures.whole(100 * found.same_place)},
        _("Times are known as windows; the middle of each is used.") if burglaries.windows else "",
        _("Times are whole days.") if found.table.unit_days == 1 else "",
    ]
    listed = "".join(f'<li class="good">{escape(text)}</li>' for text in told if text)
    notes = "".join(f'<li class="why">{escape(_note(*note))}</li>' for note in burglaries.notes)
    nothing = _("Nothing was left out.")
    lacks = notes or f'<li class="good">{escape(nothing)}</li>'
    unseen = _("Burglaries that were never reported are not here, nor is anyone who was suspected.")
    return _section(_("What the data are, and what they lack"), f"<ul>{listed}{lacks}</ul>{_p(unseen, 'quiet')}")


def _note(what: str, why: str, count: int) -> str:
    rows = ngettext("%(n)s row", "%(n)s rows", count) % {"n": figures.whole(count)}
    done = _("left out") if what == "left_out" else _("kept")
    return f"{rows}: {_(why)} ({done})."


def _repeats(found: Findings) -> str:
    ratio, observed, expected = _nearby(found)
    said = _(
        "Within 100 metres and seven days %(observed)s pairs of burglaries were found. Had the dates been "
        "dealt out at "
        "random, %(expected)s would be expected: %(ratio)s times as many."
    ) % {
        "observed": figures.whole(observed),
        "expected": figures.whole(expected),
        "ratio": figures.decimal(ratio),
    }
    told = found.table.significance
    sure = ""
    if told is not None:
        sure = (
            _("Chance alone is an unlikely reason for the table as a whole (p = %(p)s).")
            if told.p_global <= 0.05
            else _("Chance alone could be the reason for the table as a whole (p = %(p)s).")
        ) % {"p": figures.p_value(told.p_global)}
    key = _(
        "Each field: observed over expected, and the number of pairs. * p at most 0.05, many fields "
        "considered singly."
    )
    drawn = _image(plots.near_repeat_table(found.table), said) + _image(
        plots.decay(found.table, over="time"), said
    )
    return _section(_("Near repeats"), _p(said) + _p(sure) + drawn + _p(key, "quiet") + _windows(found))


def _windows(found: Findings) -> str:
    if found.sensitivity is None:
        return ""
    low, high = (figures.decimal(float(v[1, 0])) for v in (found.sensitivity.low, found.sensitivity.high))
    text = _(
        "When each burglary is moved at random within its window, the first field beyond the same place lies "
        "between %(low)s and %(high)s."
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
        _p(said) + _scrolled(head, rows),
    )


def _risk(found: Findings) -> str:
    study = np.unique(found.events.cells[found.events.cells >= 0])
    said = _(
        "Every cell of %(cell)s metres that ever held a burglary, by its risk in the week after the last one."
    ) % {"cell": figures.whole(found.cell)}
    drawn = _image(plots.risk_map(found.events.grid, found.surface, study), said)
    return _section(_("Where risk is highest"), _p(said) + drawn)


def _tested(found: Findings) -> str:
    result = found.backtest
    if result is None:
        text = _(
            "At least %(few)s burglaries over a year and a half are needed before forecasts can be tested "
            "honestly."
        )
        return _section(_("How good the forecasts were"), _p(text % {"few": FEWEST}))
    best, rival = result.scores[-1], result.scores[0]
    five = result.shares.index(0.05)
    said = _(
        "In the last %(weeks)s weeks the top 5 per cent of area held %(held)s per cent of burglaries; by "
        "chance it would be "
        "5. Each week was foretold only from what was known before it."
    ) % {"weeks": result.starts.size, "held": figures.whole(100 * result.hit_rate(best)[five])}
    lead = result.against(best, rival, seed=found.seed)[five]
    against = _(
        "Plain density of all burglaries held %(rival)s per cent. The difference is %(lead)s percentage "
        "points, between "
        "%(low)s and %(high)s with 95 per cent confidence."
    ) % {
        "rival": figures.whole(100 * result.hit_rate(rival)[five]),
        "lead": figures.decimal(100 * lead.estimate, 1),
        "low": figures.decimal(100 * lead.low, 1),
        "high": figures.decimal(100 * lead.high, 1),
    }
    drawn = (
        _image(plots.backtest_curves(result), said)
        + _image(plots.pai_curves(result), said)
        + _image(plots.weeks(result, share=five), said)
    )
    return _section(_("How good the forecasts were"), _p(said) + _p(against) + drawn + _methods(found))


def _methods(found: Findings) -> str:
    result = found.backtest
    assert result is not None
    heads = [_("Method"), *(f"{100 * share:g} %" for share in result.shares)]
    head = "".join(f'<th class="{"n" if k else ""}">{escape(text)}</th>' for k, text in enumerate(heads))
    rows = "".join(
        f"<tr><th>{escape(plots.translated(score.method))}</th>"
        + "".join(f'<td class="n">{figures.decimal(100 * rate, 1)}</td>' for rate in result.hit_rate(score))
        + "</tr>"
        for score in result.scores
    )
    caption = _("Per cent of burglaries within each share of area")
    return _p(caption, "quiet") + _scrolled(head, rows)


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
        "crs": found.burglaries.crs or _("as in the file"),
    }
    return f"<footer>{escape(said)}</footer>"


def _image(figure: "Figure", said: str) -> str:
    return f'<img alt="{escape(said)}" src="data:image/png;base64,{b64encode(plots.as_png(figure)).decode()}">'


def _percent(share: float) -> str:
    return f"{figures.decimal(100 * share, 1)} %"


def _day(day: float) -> str:
    return str(np.datetime64(int(day), "D"))


def _p(text: str, kind: str = "") -> str:
    if not text:
        return ""
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def _section(heading: str, body: str) -> str:
    return f"<section><h2>{escape(heading)}</h2>{body}</section>"
