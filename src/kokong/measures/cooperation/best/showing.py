"""What the pages of suggestions show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from . import reading, reckoning, words
from .evidence import EVIDENCE, Known, Source
from .values import Answer, Area, Choice, Option


@dataclass(frozen=True)
class Line:
    """An option in words: what it is called, why, and its figures."""

    option: Option
    area: str
    name: str
    prevented: str
    why: str


@dataclass(frozen=True)
class Shown:
    """An area in words: what comes next, or why to wait; the other options, and what is left out."""

    area: Area
    expected: str
    next: Line | None
    wait: str
    others: tuple[Line, ...]
    left_out: tuple[tuple[str, str | Promise], ...]


@dataclass(frozen=True)
class Row:
    """A measure of the table of evidence."""

    known: Known
    name: str
    acts_on: str | Promise
    sources: tuple[tuple[Source, str | Promise, str | Promise], ...]
    fewer: str
    own: int


def number(value: float, places: int = 1) -> str:
    """As the language writes it."""
    return str(number_format(f"{value:.{places}f}", decimal_pos=places, use_l10n=True, force_grouping=True))


def amount(prevented: float, low: float, high: float) -> str:
    """ "About 0.3 fewer in a year; between 0.1 more and 0.6 fewer, four times in five"."""
    values = {"n": number(prevented, 2), "low": number(abs(low), 2), "high": number(abs(high), 2)}
    if low < 0:
        return _("About %(n)s fewer in a year: from %(low)s more to %(high)s fewer, four times in five.") % values
    return _("About %(n)s fewer in a year: from %(low)s to %(high)s fewer, four times in five.") % values


def fewer(low: float, ratio: float, high: float) -> str:
    """A ratio with its ends as per cent fewer."""
    ends = {name: number(100 * (1 - each), 0) for name, each in (("n", ratio), ("most", low), ("least", high))}
    return _("%(n)s %% fewer (%(least)s to %(most)s)") % ends


def shown(area: Area, names: Mapping[str, str]) -> Shown:
    """One area."""
    lines = [line(each, area, names) for each in area.options]
    return Shown(
        area=area,
        expected=expected(area),
        next=lines[0] if area.next else None,
        wait=_wait(area),
        others=tuple(lines[1:] if area.next else lines if area.wait == "few" else ()),
        left_out=tuple((names.get(code, code), words.WHY_NOT[why]) for code, why in area.left_out),
    )


def expected(area: Area) -> str:
    """What is expected in an area, and from what."""
    seen = area.picture.seen
    return _(
        "%(n)s burglaries a year are expected among %(homes)s homes: %(seen)s were seen in %(years)s years, and "
        "part of a high or a low count is chance."
    ) % {
        "n": number(area.expected), "homes": number(area.picture.homes, 0), "seen": seen.burglaries,
        "years": number(area.picture.years),
    }  # fmt: skip


def _wait(area: Area) -> str:
    said = str(words.WAITS[area.wait]) if area.wait else ""
    if area.wait == "compared" and area.picture.compared:
        day = date_format(area.picture.compared, "F Y")
        return f"{said} " + _("Until %(month)s.") % {"month": day}
    return said


def line(option: Option, area: Area, names: Mapping[str, str]) -> Line:
    """An option in words."""
    known = next(each for each in EVIDENCE if each.measure == option.measure)
    why = _("It acts on %(what)s and reaches about %(share)s %% of those here; of them, %(fewer)s.") % {
        "what": words.ACTS_ON[known.acts_on], "share": number(100 * option.share, 0),
        "fewer": fewer(option.ratio_low, option.ratio, option.ratio_high),
    }  # fmt: skip
    if option.found:
        why += " " + _("The municipality’s own evaluations are in it.")
    said = amount(option.prevented, option.low, option.high)
    return Line(option, area.picture.name, names.get(option.measure, option.measure), said, why)


def chosen(choice: Choice, areas: Sequence[Area], names: Mapping[str, str]) -> list[Line]:
    """What to do within the hours, in words."""
    by_id = {each.picture.area_id: each for each in areas}
    return [line(each, by_id[each.area_id], names) for each in choice.options]


def proof(choice: Choice) -> str:
    """How sure it is that nothing better can be chosen."""
    if not choice.proven:
        return _(
            "No choice prevents more than %(n)s %% more than this one; the search was ended before its proof."
        ) % {"n": number(100 * choice.gap)}
    if choice.simple >= choice.prevented - 1e-9:
        return _(
            "Proven: no other choice within these hours prevents more. Most for each hour, one after the other, "
            "gives the same."
        )
    return _(
        "Proven: no other choice within these hours prevents more. Most for each hour, one after the other, "
        "prevents %(n)s %% of it."
    ) % {"n": number(100 * choice.simple / choice.prevented)}


def more(choice: Choice) -> str:
    """What one more hour would be worth."""
    price = number(choice.price, 3)
    if choice.alone > 0:
        return _("One more hour would prevent %(n)s more. In the long run an hour prevents %(price)s.") % {
            "n": number(choice.alone, 3), "price": price,
        }  # fmt: skip
    if choice.price > 0:
        return _(
            "One more hour alone changes nothing: the next step takes more. In the long run an hour prevents "
            "%(price)s."
        ) % {"price": price}
    return _("More hours would change nothing: all that may be suggested is chosen.")


def evidence(names: Mapping[str, str]) -> list[Row]:
    """The table of evidence, with the municipality's own findings."""
    own = reading.own_found()
    return [_row(each, names, own.get(each.measure, [])) for each in EVIDENCE]


def _row(known: Known, names: Mapping[str, str], own: Sequence[object]) -> Row:
    effect = reckoning.effect_of(known, own)  # type: ignore[arg-type]
    low, high = effect.interval()
    return Row(
        known=known,
        name=names.get(known.measure, known.measure),
        acts_on=words.ACTS_ON[known.acts_on],
        sources=tuple((each, words.FOUND[each.code], words.GRADES[each.grade]) for each in known.sources),
        fewer=fewer(low, effect.ratio, high) if known.sources else "",
        own=len(own),
    )


def answers(area_id: int, names: Mapping[str, str]) -> list[tuple[Answer, str]]:
    """What was answered to suggestions for an area, the newest first."""
    found = [each for each in reading.latest_answers() if each.area_id == area_id]
    return [(each, names.get(each.measure, each.measure)) for each in found]
