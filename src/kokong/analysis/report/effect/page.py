"""The report's page: one file, no scripts, nothing fetched."""

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from math import cos, pi, sin
from typing import Final

from kokong.analysis import words
from kokong.analysis.words import gettext as _

from ... import figures
from ...effect.evaluation import Evaluation, Ring
from ...effect.kalmar import Fact
from ...effect.rules import Step, Verdict
from ...effect.specification import Specification
from ..plots.palette import sheet_of_variables
from . import charts, phrases

_SCROLL: Final = '<div class="scroll" tabindex="0">'
STATES: Final = {True: "passed", False: "failed", None: "unknown"}


def page(found: Evaluation, *, title: str, facts: Sequence[Fact] = (), notes: Sequence[str] = ()) -> str:
    """The whole page in the language spoken now.

    `title` names the question; `facts` are public figures with their sources, `notes` further paragraphs.
    """
    parts = [
        _header(title),
        _verdict(found),
        _notes(notes),
        _reasons(found.verdict),
        _facts(facts) if facts else _counts(found),
        _line(found),
        _designs(found),
        _checks(found),
        _next_door(found),
        _power(found),
        _cost(found),
        _mind(found),
        _footer(),
    ]
    style = sheet_of_variables() + files(__package__).joinpath("style.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="{words.current()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )


def _header(title: str) -> str:
    doors = "".join(
        f'<circle cx="{16 + 12 * sin(k * pi / 4):.1f}" cy="{16 - 12 * cos(k * pi / 4):.1f}" r="2.6"/>'
        for k in range(8)
    )
    home = '<path d="M16 10l6 5v7H10v-7z"/>'
    mark = f'<svg viewBox="0 0 32 32" fill="var(--pine)" aria-hidden="true">{doors}{home}</svg>'
    return f"<header>{mark}<span><b>Kokong</b> · {escape(title)}</span></header>"


def _verdict(found: Evaluation) -> str:
    how_sure = " ".join(filter(None, (phrases.percentage(found), phrases.span(found))))
    return (
        f"<h1>{escape(phrases.step_name(found.verdict))}</h1>"
        f'<p class="lead">{escape(phrases.amount(found))}</p>'
        f'<p class="quiet">{escape(how_sure)}</p>{_ladder(found)}'
    )


def _ladder(found: Evaluation) -> str:
    """The steps; without a comparison only those that can be reached without one."""
    steps = [step for step in Step if found.comparison or step <= Step.OTHER_EXPLANATIONS]
    here = found.verdict
    rows = "".join(
        f'<li class="{"reached" if step <= here.step else ""}{" here" if step == here.step else ""}">'
        f"{escape(phrases.step_name(Verdict(step, here.direction, (), ())))}</li>"
        for step in steps
    )
    harm = " harm" if here.direction > 0 and here.step >= Step.OTHER_EXPLANATIONS else ""
    more = "" if found.comparison else _quiet(_("Higher steps need comparison areas."))
    return f'<ol class="ladder{harm} of{len(steps)}">{rows}</ol>{more}'


def _notes(notes: Sequence[str]) -> str:
    return f'<div class="notes">{"".join(f"<p>{escape(note)}</p>" for note in notes)}</div>' if notes else ""


def _reasons(verdict: Verdict) -> str:
    high = verdict.step >= Step.PROBABLY
    rows = _list((phrases.reason(code) for code in verdict.reasons), "good" if high else "why")
    return _section(_("Why this step") if high else _("Why no higher"), rows)


def _counts(found: Evaluation) -> str:
    head = "".join(
        f'<th class="n{more}">{escape(text)}</th>'
        for text, more in (
            (_("Areas"), " desk"),
            (_("Before"), ""),
            (_("After"), ""),
            (_("A year before"), ""),
            (_("A year after"), ""),
        )
    )
    rows = "".join(_ring(ring) for ring in found.rings)
    said = _("Counted from %(first)s to %(last)s; the start is %(start)s.") % {
        "first": found.periods[0],
        "last": found.periods[-1],
        "start": found.start,
    }
    if found.staggered:
        said += " " + _("The verdict counts each area from its own start, the table from the first one.")
    limits = _("Below each yearly figure: exact 95% limits, chance alone. Real counts vary more.")
    return _section(
        _("What was counted"),
        f"<p>{escape(said)}</p>{_SCROLL}<table>"
        f"<thead><tr><td></td>{head}</tr></thead>"
        f'<tbody>{rows}</tbody></table></div><p class="quiet">{escape(limits)}</p>',
    )


def _ring(ring: Ring) -> str:
    def yearly(value: float, limits: tuple[float, float]) -> str:
        low, high = (figures.decimal(end, 1 if high_small else 0) for end in limits)
        return f"{figures.decimal(value, 1)}<small>{low}–{high}</small>"

    high_small = ring.limits_before[1] < 100
    return (
        f'<tr><th>{escape(phrases.ring(ring.name))}</th><td class="n desk">{figures.whole(ring.areas)}</td>'
        f'<td class="n">{figures.whole(ring.before)}</td><td class="n">{figures.whole(ring.after)}</td>'
        f'<td class="n">{yearly(ring.yearly_before, ring.limits_before)}</td>'
        f'<td class="n">{yearly(ring.yearly_after, ring.limits_after)}</td></tr>'
    )


def _facts(facts: Sequence[Fact]) -> str:
    rows = "".join(
        f"<tr><td>{escape(_(fact.area))}<small>{escape(_(fact.measure))}</small>"
        f"<small>{escape(fact.source)}</small></td>"
        f'<td>{escape(_(fact.period))}</td><td class="n">{escape(fact.shown())}</td></tr>'
        for fact in facts
    )
    heads = ((_("Where, what, and who says so"), ""), (_("When"), ""), (_("Burglaries"), "n"))
    head = "".join(f'<th class="{kind}">{escape(text)}</th>' for text, kind in heads)
    return _section(
        _("The public figures"),
        f"{_SCROLL}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>",
    )


def _line(found: Evaluation) -> str:
    if found.line is None:
        return ""
    said = _("After the start %(observed)s burglaries were counted where %(expected)s were expected.") % {
        "observed": figures.whole(found.observed),
        "expected": figures.whole(found.expected),
    }
    follows = (
        _("The expected line follows the comparison areas.")
        if found.comparison
        else _("The expected line repeats the months before; there are no comparison areas to follow.")
    )
    key = _key(("seen", _("counted")), ("awaited", _("expected")), ("band", _("what chance brings, 95%")))
    drawn = charts.both(charts.expected_line, found, label=escape(said))
    return _section(_("Counted and expected"), f"<p>{escape(said)} {escape(follows)}</p>{key}{drawn}")


def _designs(found: Evaluation) -> str:
    deciding = [row for row in found.specifications if row.role == "decides"]
    agree = sum(row.estimate.significant and row.estimate.direction == found.verdict.direction for row in deciding)
    said = _("%(agree)d of %(all)d deciding designs leave chance out. The weakest decides.") % {
        "agree": agree,
        "all": len(deciding),
    }
    key = _key(("decides", _("decides")), ("shown", _("shown for comparison")))
    drawn = charts.both(charts.designs, found, label=escape(said))
    left = "".join(f'<p class="quiet">{escape(why)}</p>' for why in found.left_out)
    return _section(
        _("The same question, asked in different ways"), f"<p>{escape(said)}</p>{key}{drawn}{left}{_table(found)}"
    )


def _table(found: Evaluation) -> str:
    heads = (_("Design and what it takes for granted"), _("Burglaries"), _("95% interval"), "p", _("Dispersion"))
    head = "".join(f'<th class="{"n" if k else ""}">{escape(text)}</th>' for k, text in enumerate(heads))
    rows = "".join(_row(row, found) for row in found.specifications)
    more = _("All figures, and what each design takes for granted")
    return (
        f"<details><summary>{escape(more)}</summary>"
        f"{_SCROLL}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def _row(row: Specification, found: Evaluation) -> str:
    low, middle, high = found.in_burglaries(row)
    one = row.estimate
    taken = " ".join(_(text) for text in one.assumptions)
    span = f"{figures.whole(low)} … {figures.whole(high)}"
    return (
        f"<tr><td>{escape(phrases.title(one))}<small>{escape(taken)}</small></td>"
        f'<td class="n">{figures.whole(middle)}</td><td class="n">{span}</td>'
        f'<td class="n">{figures.p_value(one.p)}</td><td class="n">{figures.decimal(one.dispersion, 1)}</td></tr>'
    )


def _checks(found: Evaluation) -> str:
    rows = "".join(f'<li class="{STATES[one.passed]}">{escape(phrases.check(one))}</li>' for one in found.checks)
    return _section(_("Checks"), f"<ul>{rows}</ul>")


def _next_door(found: Evaluation) -> str:
    if found.buffer is None:
        return ""
    one = found.buffer
    before, after = one.counts["treated_before"], one.counts["treated_after"]
    due = before * one.counts["control_after"] / one.counts["control_before"]
    said = _(
        "Next door %(after)s burglaries were counted after the start, where %(due)s would follow the comparison."
    ) % {
        "after": figures.whole(after),
        "due": figures.whole(due),
    }
    told = {
        (True, 1): _("That is more than chance brings: some may have moved."),
        (True, -1): _("That is fewer than chance brings: the neighbours may have gained too."),
    }.get((one.significant, one.direction), _("That is within what chance brings: neither moved nor shared."))
    return _section(_("Did it move next door?"), f"<p>{escape(said)} {escape(told)}</p>")


def _power(found: Evaluation) -> str:
    return _section(_("What these counts could show"), f"<p>{escape(phrases.power(found))}</p>")


def _cost(found: Evaluation) -> str:
    if found.cost is None:
        return ""
    one = found.cost
    if one.each is None:
        said = _("No burglary fewer than expected: no cost for each can be given.")
    else:
        said = _("%(each)s for each burglary fewer than expected.") % {"each": figures.whole(one.each)}
        cheapest, dearest = one.interval
        if cheapest is not None and dearest is not None:
            ends = {"low": figures.whole(cheapest), "high": figures.whole(dearest)}
            said += " " + _("Anything from %(low)s to %(high)s is within reason.") % ends
        else:
            said += " " + _("There may have been none fewer, so there is no upper limit.")
    return _section(_("Cost"), f"<p>{escape(said)}</p>")


def _mind(found: Evaluation) -> str:
    rows = []
    for text in phrases.change_our_mind(found):
        way, _colon, what = text.partition(": ")
        kind = {_("Up"): "up", _("Down"): "down"}.get(way, "either")
        rows.append(f'<li class="{kind}">{escape(what[:1].upper() + what[1:])}</li>')
    arrows = _("Arrow up: a higher step. Arrow down: a lower one.")
    return _section(
        _("What would change our mind"), f'<ul>{"".join(rows)}</ul><p class="quiet">{escape(arrows)}</p>'
    )


def _footer() -> str:
    said = _(
        "The verdict takes the weakest of the deciding designs and stops at the first check that fails. "
        "It is calculated from counts alone and knows no addresses."
    )
    return f"<footer>{escape(said)}</footer>"


def _key(*entries: tuple[str, str]) -> str:
    """What the lines of a chart mean."""
    return (
        '<p class="key">'
        + "".join(f'<span><i class="{k}"></i>{escape(text)}</span>' for k, text in entries)
        + "</p>"
    )


def _quiet(text: str) -> str:
    return f'<p class="quiet">{escape(text)}</p>'


def _list(texts: Iterable[str], kind: str) -> str:
    return "<ul>" + "".join(f'<li class="{kind}">{escape(text)}</li>' for text in texts) + "</ul>"


def _section(heading: str, body: str) -> str:
    return f"<section><h2>{escape(heading)}</h2>{body}</section>"
