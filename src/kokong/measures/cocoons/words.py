"""The room's codes in people's words."""

from collections.abc import Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kokong.kernel.shown import Said

from . import rules
from .reach import Counts, Reach
from .values import Door

Words = dict[str, str | Promise]

OUTCOMES: Final[Words] = {
    "talked": _("Talked"),
    "card_left": _("Card left"),
    "no_answer": _("No answer"),
    "declined": _("Declined"),
    "not_reachable": _("Not reachable"),
    "no_such_address": _("No such address"),
    "come_back": _("Come back"),
}
FOLLOW_UPS: Final[Words] = {
    "watch_group": _("Wants a watch group"),
    "kit": _("Wants a marking kit"),
    "home_check": _("Wants a home check"),
    "sign": _("Wants a sign"),
}
STATES: Final[Words] = {
    "open": pgettext_lazy("door", "To visit"),
    "shared": pgettext_lazy("door", "Visited in another cocoon"),
    "dropped": pgettext_lazy("door", "Left out"),
    "do_not_visit": pgettext_lazy("door", "Do not visit"),
    "done": pgettext_lazy("door", "Visited"),
}
COURSE: Final[Words] = {
    "watched": pgettext_lazy("cocoon", "Watched now"),
    "over": pgettext_lazy("cocoon", "The watch is over"),
    "ended": pgettext_lazy("cocoon", "Ended"),
    "closed": _("Closed: the burglary was withdrawn"),
}
REASONS: Final[Words] = {
    "home": _("The burgled home"),
    "same_stairwell": _("Same stairwell"),
    "same_building": _("Same building"),
    "beside": _("Along the street, same side"),
    "across": _("Across the street"),
    "near": _("Near by"),
    "rear": _("Behind or round the corner"),
    "added": _("Added by hand"),
}
END_REASONS: Final[Words] = {
    "enough": _("Enough homes have been talked to"),
    "no_answer": _("Those that are left don't open"),
    "no_time": _("There is nobody to walk"),
    "other": pgettext_lazy("cocoon", "Another reason"),
}
DROP_REASONS: Final[Words] = {
    "retired": _("The address no longer exists"),
    "moved": _("Outside the ring since the place was corrected"),
    "empty": _("Nobody lives there"),
    "no_dwelling": _("Not a home"),
    "too_far": _("Too far away"),
    "other": _("Another reason"),
}
KINDS: Final[Words] = {
    "detached": _("Detached houses"),
    "row": _("Terraced houses"),
    "flat": _("Flats"),
    "holiday": _("Holiday homes"),
}
WALKED_BY: Final[Words] = {
    "streets": _("planned along the streets"),
    "straight line": _("planned as the crow flies: no streets are imported"),
    "hand": _("put in order by hand"),
}


STEPS: Final[Words] = {
    "choosing": _("Choosing doors…"),
    "assign": _("Give the doors to somebody who walks the round."),
    "walk": _("A round is out. The results come in here as they are recorded."),
    "revisit": _("Try the doors again where nobody was reached, at another time of day."),
    "done": _("Every door has been visited. Nothing more to do here."),
    "no_doors": _("There is no door to visit around this home."),
    "over": _("The time of watching is over."),
    "ended": _("No more doors are visited."),
}
# A visit's outcome wherever it is shown among other things: with the colour of its tag.
TONES: Final[dict[rules.Look, str]] = {
    "talked": "success", "visited": "accent", "come_back": "warning", "declined": "neutral",
}  # fmt: skip
DELIVERED: Final = {code: Said(OUTCOMES[code], TONES[look]) for code, look in rules.LOOKS.items()}


WAYS: Final[Words] = {"none": _("No way leads there"), "round": _("A long way round")}


# What a map may call the use of an address, as people say it; of any other only that it may be no home.
USES: Final[Words] = {
    "restaurant": _("restaurant"), "cafe": _("café"), "pub": _("pub"), "bar": _("bar"), "hotel": _("hotel"),
    "guest_house": _("guest house"), "hostel": _("hostel"), "hairdresser": _("hairdresser"),
    "beauty": _("beauty parlour"), "massage": _("massage"), "florist": _("florist"), "bakery": _("bakery"),
    "convenience": _("grocer’s"), "clothes": _("clothes shop"), "optician": _("optician"),
    "second_hand": _("second-hand shop"), "shop": _("shop"), "office": _("office"), "company": _("office"),
    "association": _("association"), "dentist": _("dentist"), "doctors": _("doctor’s surgery"),
    "veterinary": _("vet"), "pharmacy": _("pharmacy"), "bank": _("bank"), "craft": _("workshop"),
}  # fmt: skip


def doubt(door: Door) -> str:
    """What may be at an address in place of a home; nothing where that isn't known."""
    if not door.use:
        return ""
    if use := USES.get(door.use):
        return gettext("Perhaps no home (%(use)s)") % {"use": use}
    return gettext("Perhaps no home")


def homes_behind(door: Door) -> str:
    """How many homes stand behind a door, and how that is known; nothing for one."""
    if door.homes < 2:
        return ""
    known = {"estimated": gettext("estimated by the building"), "counted": gettext("counted at the door")}
    said = ngettext("%(n)d home", "%(n)d homes", door.homes) % {"n": door.homes}
    said = f"{said} ({known[door.homes_by]})" if door.homes_by in known else said
    reached = ngettext("%(n)d reached", "%(n)d reached", door.covered) % {"n": door.covered}
    return f"{said}, {reached}" if door.covered else said


def turn(door: Door, among: Sequence[Door]) -> str:
    """Where a door stands in the walk now."""
    said = {"address": door.address, "place": door.walk, "of": sum(each.walk is not None for each in among)}
    return gettext("%(address)s is now number %(place)d of %(of)d.") % said if door.walk else ""


def outcome(code: str | None) -> str:
    """What became of a visit; nothing for a door where nobody has been."""
    return str(OUTCOMES.get(code or "", ""))


def homes_left(counts: Counts) -> str:
    """How many homes nobody has visited yet."""
    left = counts.eligible - counts.visited
    return ngettext(
        "%(left)d of %(eligible)d home left", "%(left)d of %(eligible)d homes left", counts.eligible
    ) % {"left": left, "eligible": counts.eligible}


def reach(found: Reach) -> str:
    """Coverage in a sentence, with the counts that it comes from."""
    if found.percent is None:
        return gettext("No cocoon’s 48 hours ended in these four weeks.")
    return ngettext(
        "%(within)d of %(eligible)d homes were talked to within 48 hours, around %(cocoons)d burglary.",
        "%(within)d of %(eligible)d homes were talked to within 48 hours, around %(cocoons)d burglaries.",
        found.cocoons,
    ) % {"within": found.within_clock, "eligible": found.eligible, "cocoons": found.cocoons}
