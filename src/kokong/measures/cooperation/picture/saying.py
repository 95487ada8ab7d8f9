"""What the room's own numbers say: a sentence, a table and a picture for each, in the language spoken now."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kokong.incidents import api as incidents
from kokong.kernel import measure

from . import protecting
from .burglaries import NEAR_DAYS, NEAR_M
from .values import Body, Numbers, Row

SHOWN_AREAS: Final = 12


def whole(number: float) -> str:
    """A count as the language writes it."""
    return number_format(round(number), use_l10n=True, force_grouping=True)


def decimal(number: float) -> str:
    """A number with one decimal."""
    return number_format(round(number, 1), decimal_pos=1, use_l10n=True)


def percent(part: float, of: float) -> str:
    """A share in whole per cent; a dash where there is nothing to share."""
    return _("%(n)s %%") % {"n": whole(100 * part / of)} if of else "–"


def kinds(numbers: Numbers) -> Body:
    """How many, beside the year before; by kind of home."""
    now, before = int(numbers["now"]), int(numbers["before"])
    said = {"now": whole(now), "before": whole(before), "attempted": whole(numbers["attempted"])}
    sentence = ngettext(
        "%(now)s burglary of a home was confirmed; in the same time a year before %(before)s.",
        "%(now)s burglaries of homes were confirmed; in the same time a year before %(before)s.",
        now,
    ) % said  # fmt: skip
    if now:
        sentence += " " + _("Of them %(attempted)s were attempts.") % said
    first, second = numbers["by_kind"], numbers["by_kind_before"]
    rows = [
        Row(
            str(words),
            _("%(n)s (before: %(m)s)") % {"n": whole(first.get(code, 0)), "m": whole(second.get(code, 0))},
            first.get(code, 0),
        )
        for code, words in incidents.words.KINDS.items() if first.get(code) or second.get(code)
    ]  # fmt: skip
    note = _("Two years may differ by chance alone: the page of effects tells when they don’t.")
    return Body(sentence, tuple(rows), "bars", note=note if now or before else "")


def years(numbers: Numbers) -> Body:
    """Year by year."""
    listed = numbers["by_year"]
    rows = tuple(Row(str(year), whole(n), n) for year, n in listed)
    over = listed[:-1]
    if len(over) < 2:
        return Body(_("Fewer than two whole years are known here."), rows, "columns")
    most, fewest = max(over, key=lambda each: each[1]), min(over, key=lambda each: each[1])
    sentence = _("Of the whole years %(most)s had most (%(n)s), %(fewest)s fewest (%(m)s).") % {
        "most": most[0], "n": whole(most[1]), "fewest": fewest[0], "m": whole(fewest[1]),
    }  # fmt: skip
    return Body(sentence, rows, "columns", note=_("The last year is not over, or was not when this was counted."))


def season(numbers: Numbers) -> Body:
    """Month by month on average."""
    mean: list[float] = numbers["mean"]
    rows = tuple(Row(capfirst(str(MONTHS_3[at + 1])), decimal(value), value) for at, value in enumerate(mean))
    if numbers["years"] < 2 or not any(mean):
        return Body(_("Less than two years are known: too little to tell a season."), rows, "columns")
    most = max(range(12), key=lambda at: mean[at])
    usual = sum(mean) / 12
    sentence = _("Most happen in %(month)s: %(n)s on average, where an average month has %(usual)s.") % {
        "month": str(MONTHS[most + 1]), "n": decimal(mean[most]), "usual": decimal(usual),
    }  # fmt: skip
    note = ngettext("Over %(n)s year.", "Over %(n)s years.", numbers["years"]) % {"n": numbers["years"]}
    return Body(sentence, rows, "columns", note=note)


def hours(numbers: Numbers) -> Body:
    """By weekday and hour."""
    table: list[list[float]] = numbers["table"]
    if not table:
        few = {"n": protecting.HOURS_FROM}
        return Body(_("Fewer than %(n)s burglaries have a known time: hours would be those of single ones.") % few)
    total = sum(map(sum, table))
    by_day = tuple(sum(line) for line in table)
    at = max(
        range(24),
        key=lambda hour: sum(line[hour] + line[(hour + 1) % 24] + line[(hour + 2) % 24] for line in table),
    )
    held = sum(line[(at + step) % 24] for line in table for step in range(3))
    sentence = _(
        "On weekdays happen %(week)s of them. The three hours with most are from %(from)02d to %(to)02d, with "
        "%(share)s."
    ) % {
        "week": percent(sum(by_day[:5]), total), "from": at, "to": (at + 3) % 24, "share": percent(held, total),
    }  # fmt: skip
    rows = tuple(Row(capfirst(str(WEEKDAYS[at])), percent(n, total)) for at, n in enumerate(by_day))
    note = _("Nobody knows the hour of most: each is spread evenly over the time in which it may have been.")
    return Body(sentence, rows, "heat", tuple(map(tuple, table)), note)


def ways_in(numbers: Numbers) -> Body:
    """By way in."""
    found: dict[str, int] = numbers["by_way"]
    known, unknown = sum(found.values()), int(numbers["unknown"])
    if known < protecting.HOURS_FROM:
        return Body(_("The way in is known of too few burglaries to say anything of it."))
    shown = protecting.shown(found)
    names = incidents.words.ENTRY_POINTS
    most = max(found, key=lambda code: found[code])
    sentence = _("Most often the way in was: %(way)s, %(share)s of those where it is known.") % {
        "way": str(names[most]).lower(), "share": percent(found[most], known),
    }  # fmt: skip
    rows = tuple(
        Row(str(names[code]), "–" if n is None else percent(n, known), n)
        for code, n in sorted(shown.items(), key=lambda each: -(each[1] or 0))
    )
    note = _("Of %(n)s it isn’t known.") % {"n": whole(unknown)} if unknown else ""
    return Body(sentence, rows, "bars", note=f"{note} {_hidden(shown)}".strip())


def near(numbers: Numbers) -> Body:
    """Near an earlier one."""
    of, close = int(numbers["of"]), int(numbers["near"])
    if of < protecting.HOURS_FROM:
        return Body(_("Too few burglaries to say how many came near another."))
    said = {"n": whole(close), "of": whole(of), "share": percent(close, of), "m": NEAR_M, "days": NEAR_DAYS}
    sentence = (
        _("%(n)s of %(of)s (%(share)s) came within %(m)d metres and %(days)d days of an earlier one.") % said
    )
    rows = (
        Row(_("Near an earlier one"), whole(close), close),
        Row(pgettext("burglaries", "Others"), whole(of - close), of - close),
    )
    note = _("Some would do so by chance: the page of near repeats tells how many.")
    return Body(sentence, rows, "bars", note=note)


def areas(numbers: Numbers) -> Body:
    """By area."""
    listed: list[dict[str, Any]] = numbers["areas"]
    if not listed:
        return Body(_("No area with at least %(n)s homes is drawn here.") % {"n": protecting.HOMES})
    hidden = {each["area"]: 0 < each["now"] < protecting.FEWEST for each in listed}
    top = [each for each in listed if each["now"] >= protecting.FEWEST]
    sentence = (
        _("Most were in %(area)s: %(n)s.") % {"area": top[0]["name"], "n": whole(top[0]["now"])}
        if top
        else _("No area had %(n)s burglaries or more.") % {"n": protecting.FEWEST}
    )
    rows = tuple(
        Row(each["name"], _few() if hidden[each["area"]] else whole(each["now"]),
            None if hidden[each["area"]] else each["now"])
        for each in listed[:SHOWN_AREAS]
    )  # fmt: skip
    note = _("Areas may share ground, so that they don’t add up. Those with fewer than %(n)s homes are left out.")
    return Body(sentence, rows, "bars", note=note % {"n": protecting.HOMES})


def delivered(numbers: Numbers) -> Body:
    """What was done."""
    found: Mapping[str, int] = numbers["by_measure"]
    words = {code: said for one in measure.everyone() for code, said in one.delivers.items()}
    if not found:
        return Body(_("Nothing was delivered."))
    most = max(found, key=lambda code: found[code])
    total = sum(found.values())
    sentence = ngettext(
        "%(n)s thing was delivered.", "%(n)s things were delivered, most often: %(most)s.", total
    ) % {"n": whole(total), "most": str(words.get(most, most)).lower()}  # fmt: skip
    rows = tuple(
        Row(str(words.get(code, code)), whole(n), n)
        for code, n in sorted(found.items(), key=lambda each: -each[1])
    )
    return Body(sentence, rows, "bars", note=_("What was delivered says nothing of what it led to."))


def news(numbers: Numbers) -> Body:
    """What the police have published."""
    rows = tuple(Row(each["title"], each["day"], url=each["url"]) for each in numbers["events"])
    if not rows:
        return Body(_("The police have published nothing from here in this time, or it is not shown."))
    return Body(
        _("What the police have published lately."), rows, note=_("News are for reading: they aren’t counted.")
    )


def _few() -> str:
    return _("1–%(n)d") % {"n": protecting.FEWEST - 1}


def _hidden(shown: Mapping[str, int | None]) -> str:
    if None not in shown.values():
        return ""
    return _("A dash stands where so few could be told that it would point at single homes.")
