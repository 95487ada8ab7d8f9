"""What the situational picture shows of the measures: each through its own door, in counts alone."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, Final

from django.conf import settings
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from kokong.measures.cocoons import api as cocoons
from kokong.measures.cooperation import api as cooperation
from kokong.measures.cooperation.api import Asked, Body, Part, Row, Supply
from kokong.measures.homecheck import api as homecheck
from kokong.measures.marking import api as marking
from kokong.measures.promises import api as promises
from kokong.measures.walks import api as walks
from kokong.measures.watch import api as watch
from kokong.places import api as places

Counts = Mapping[str, Any]
FEWEST: Final = 5
SHOWN: Final = 6


def covered(asked: Asked) -> Mapping[str, Counts]:
    """Homes around burglaries: that could be visited, were, were talked to, and within the clock."""
    since, until = _midnight(asked.since), _midnight(asked.until)
    found = [each.id for each in cocoons.cocoons(since=since) if each.closed is None and each.opened < until]
    each = cocoons.coverage(cocoon_ids=found).values()
    names = ("eligible", "visited", "talked", "within_clock")
    return {
        "coverage": {"cocoons": len(found), **{name: sum(getattr(one, name) for one in each) for name in names}}
    }


def say_coverage(counts: Counts) -> Body:
    """Coverage, the product's first number."""
    of = counts["eligible"]
    if not of:
        return Body(_("No home around a burglary was to be visited."))
    sentence = _("%(n)s of %(of)s homes around burglaries (%(share)s) were talked to in time.") % {
        "n": _n(counts["within_clock"]), "of": _n(of), "share": _share(counts["within_clock"], of),
    }  # fmt: skip
    rows = (
        Row(_("To be visited"), _n(of), of),
        Row(_("Visited"), _n(counts["visited"]), counts["visited"]),
        Row(_("Talked to"), _n(counts["talked"]), counts["talked"]),
        Row(_("Talked to in time"), _n(counts["within_clock"]), counts["within_clock"]),
    )
    note = ngettext("Around %(n)s burglary.", "Around %(n)s burglaries.", counts["cocoons"])
    return Body(sentence, rows, "bars", note=note % {"n": _n(counts["cocoons"])})


def watched(_asked: Asked) -> Mapping[str, Counts]:
    """Active watch groups, their homes and those that have joined."""
    found = watch.groups(states=("active",))
    return {
        "watch": {"groups": len(found), "homes": sum(each.homes for each in found),
                  "joined": sum(each.joined for each in found), "all": places.count()},
    }  # fmt: skip


def say_watch(counts: Counts) -> Body:
    """How far the watch reaches."""
    groups = counts["groups"]
    sentence = ngettext(
        "%(n)s watch group is active; %(joined)s homes have joined, %(share)s of all.",
        "%(n)s watch groups are active; %(joined)s homes have joined, %(share)s of all.", groups,
    ) % {
        "n": _n(groups), "joined": _n(counts["joined"]), "share": _share(counts["joined"], counts["all"]),
    }  # fmt: skip
    rows = (
        Row(_("Homes in their areas"), _n(counts["homes"]), counts["homes"]),
        Row(_("Homes that have joined"), _n(counts["joined"]), counts["joined"]),
    )
    return Body(sentence, rows if groups else (), "bars" if groups else "")


def marked(_asked: Asked) -> Mapping[str, Counts]:
    """Areas where marking is counted, and how many are marked areas."""
    found = marking.reaches(now=timezone.now())
    large = [each for each in found if each.homes >= 20]
    areas = [{"name": each.name, "per_cent": each.per_cent, "reached": each.since is not None} for each in large]
    return {"marking": {"areas": areas}}


def say_marking(counts: Counts) -> Body:
    """How far marking reaches."""
    areas = counts["areas"]
    if not areas:
        return Body(_("Marking is counted in no area of enough homes."))
    reached = sum(each["reached"] for each in areas)
    sentence = ngettext(
        "%(n)s area of %(of)s where marking is counted is a marked area.",
        "%(n)s areas of %(of)s where marking is counted are marked areas.", reached,
    ) % {"n": _n(reached), "of": _n(len(areas))}  # fmt: skip
    rows = tuple(Row(each["name"], _("%(n)s %%") % {"n": each["per_cent"]}, each["per_cent"]) for each in areas)
    return Body(sentence, rows, "bars", note=_("Per cent of the homes that mark."))


def checked(_asked: Asked) -> Mapping[str, Counts]:
    """What homes answered in their own checks, added up over areas where enough have."""
    found = {code: homecheck.area_sums(language=code) for code, _name in settings.LANGUAGES}
    first = next(iter(found.values()))
    counts = {"homes": sum(many for _area, many, _sums in first), "areas": len(first)}
    return {"home_checks": {**counts, "open": {code: _open(sums) for code, sums in found.items()}}}


def _open(areas: tuple[tuple[str, int, tuple[homecheck.Sum, ...]], ...]) -> list[list[Any]]:
    """Of each question how many have something to do, and of how many; those with the largest share first."""
    answered, to_do = Counter[str](), Counter[str]()
    for each in (each for _area, _many, sums in areas for each in sums):
        answered[each.asked] += each.answered
        to_do[each.asked] += each.open
    order = sorted(answered, key=lambda asked: (-to_do[asked] / answered[asked], asked))
    return [[asked, to_do[asked], answered[asked]] for asked in order[:SHOWN] if to_do[asked]]


def say_checks(counts: Counts) -> Body:
    """What homes still have to do."""
    if not counts["homes"]:
        return Body(_("In no area have enough homes kept their home check and let it be counted."))
    sentence = ngettext(
        "%(n)s home has let its home check be counted, in %(areas)s areas.",
        "%(n)s homes have let their home check be counted, in %(areas)s areas.", counts["homes"],
    ) % {"n": _n(counts["homes"]), "areas": _n(counts["areas"])}  # fmt: skip
    listed = counts["open"].get(get_language() or "") or next(iter(counts["open"].values()))
    rows = tuple(Row(asked, _of(to_do, of), 100 * to_do / of) for asked, to_do, of in listed)
    return Body(sentence, rows, "bars", note=_("Where most homes still have something to do."))


def found_on_walks(asked: Asked) -> Mapping[str, Counts]:
    """Findings of safety walks by what they are of, and how far they have come."""
    since, until = _midnight(asked.since), _midnight(asked.until)
    found = [each for each in walks.findings() if since <= each.at < until and each.state != "joined"]
    return {
        "walks": {"walks": len({each.walk_id for each in found}), "by": dict(Counter(e.category for e in found)),
                  "states": dict(Counter(each.state for each in found)), "late": sum(each.late for each in found)},
    }  # fmt: skip


def say_walks(counts: Counts) -> Body:
    """What was found, and what came of it."""
    total = sum(counts["by"].values())
    if not total:
        return Body(_("No finding was noted on a safety walk."))
    done = sum(counts["states"].get(state, 0) for state in ("done", "confirmed"))
    sentence = ngettext(
        "%(n)s finding was noted on safety walks; of them %(done)s are done, and %(late)s answers are late.",
        "%(n)s findings were noted on safety walks; of them %(done)s are done, and %(late)s answers are late.",
        total,
    ) % {"n": _n(total), "done": _n(done), "late": _n(counts["late"])}  # fmt: skip
    order = sorted(counts["by"].items(), key=lambda each: (-each[1], each[0]))
    return Body(sentence, tuple(Row(str(walks.CATEGORIES.get(code, code)), _n(n), n) for code, n in order), "bars")


def said_in_dialogues(asked: Asked) -> Mapping[str, Counts]:
    """The newest dialogue with answers that was open in the time, and what it came to."""
    last, first = str(asked.until), str(asked.since)
    for each in promises.dialogues():
        if each.replies and first <= str(each.until) and (each.closed is None or str(each.closed.date()) < last):
            heard = promises.heard(dialogue_id=each.id)
            themes = [[title, many] for _number, title, many in heard.themes]
            return {"dialogue": {"title": each.title, "replies": heard.replies, "themes": themes}}
    return {}


def say_dialogue(counts: Counts) -> Body:
    """What residents said."""
    many = counts["replies"]
    sentence = ngettext(
        "“%(title)s”: %(n)s person answered.", "“%(title)s”: %(n)s people answered.", many
    ) % {"title": counts["title"], "n": _n(many)}  # fmt: skip
    said = [(title, n) for title, n in counts["themes"] if n >= FEWEST]
    rows = tuple(Row(title, _n(n), n) for title, n in said[:SHOWN])
    note = _("Whoever answers isn’t a sample of those who live here.")
    return Body(sentence, rows, "bars" if rows else "", note=note)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _n(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)


def _share(part: int, of: int) -> str:
    return _("%(n)s %%") % {"n": round(100 * part / of)} if of else "–"


def _of(part: int, of: int) -> str:
    return _("%(n)s of %(of)s") % {"n": _n(part), "of": _n(of)}


def _offer(part: Part, count: Callable[[Asked], Mapping[str, Counts]]) -> None:
    cooperation.offer(Supply(part.code, (part,), count))


_offer(
    Part(
        "coverage", 20, gettext_lazy("Visits around burglaries"),
        gettext_lazy("Visits as they were recorded, on the phone or on paper."), say_coverage,
    ),
    covered,
)  # fmt: skip
_offer(
    Part(
        "watch", 21, gettext_lazy("Neighbourhood watch"), gettext_lazy("The groups’ rosters, as they are now."),
        say_watch, standing=True,
    ),
    watched,
)  # fmt: skip
_offer(
    Part(
        "marking", 22, gettext_lazy("Marked areas"),
        gettext_lazy("Kits that were used, and what households have said, as it is now."), say_marking,
        standing=True,
    ),
    marked,
)  # fmt: skip
_offer(
    Part(
        "home_checks", 23, gettext_lazy("Home checks"),
        gettext_lazy("What homes have kept and let be counted, as it is now."), say_checks, standing=True,
    ),
    checked,
)  # fmt: skip
_offer(
    Part(
        "walks", 24, gettext_lazy("Safety walks"), gettext_lazy("Findings, and the owners’ answers."), say_walks,
        standing=True,
    ),
    found_on_walks,
)  # fmt: skip
_offer(
    Part(
        "dialogue", 25, gettext_lazy("What residents say"),
        gettext_lazy("The newest dialogue on the public site."), say_dialogue, standing=True,
    ),
    said_in_dialogues,
)  # fmt: skip
