"""The cocoon's part of the page of its burglary: what its panels show, and the way back there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from kokong.people import api as people
from kokong.places import api as places

from . import api, forms, rules, words
from .values import Cocoon, Door, Round


def address(cocoon: Cocoon, part: str = "") -> str:
    """The page of the burglary, at one part of it: "doors" or "rounds"."""
    page = reverse("desk:burglary", args=[cocoon.burglary_id])
    return f"{page}#{part}" if part else page


def may_plan(cocoon: Cocoon, actor: people.Actor) -> bool:
    """Whether this person may change the doors: while the burglary stands and the addresses are kept."""
    return cocoon.closed is None and cocoon.cleared is None and actor.may("cocoon.plan")


def clock(cocoon: Cocoon, *, runs: bool) -> dict[str, Any]:
    """By when the doors are to be visited, while the clock `runs`; or why nobody goes there any more."""
    return {"cocoon": cocoon, "open": runs, "because": words.END_REASONS.get(cocoon.ended_because, "")}


def left(found: Sequence[Door]) -> int:
    """How many doors a new round gets, unless some are ticked."""
    return sum(door.state == "open" for door in found)


def doors(cocoon: Cocoon, found: Sequence[Door], names: Mapping[int, str], *, editable: bool) -> dict[str, Any]:
    """The doors in walking order, and those that are not on the walk."""
    walked = [door for door in found if door.walk is not None]
    return {
        "cocoon": cocoon,
        "rows": [row(door, names) for door in walked],
        "others": [row(door, names) for door in found if door.walk is None],
        "last": len(walked),
        "walked_by": words.WALKED_BY.get(cocoon.walk_by, ""),
        "add_form": places.AddressForm() if editable else None,
        "editable": editable,
        "most_counted": rules.MOST_COUNTED,
        "outcomes": _outcomes(cocoon) if cocoon.cleared else (),
    }


def _outcomes(cocoon: Cocoon) -> list[tuple[Any, int]]:
    return [(words.OUTCOMES[code], n) for code, n in api.outcomes(cocoon_id=cocoon.id).items()]


def rounds(
    cocoon: Cocoon, found: Sequence[Door], made: Sequence[Round], names: Mapping[int, str], *, plan: bool,
    now: datetime,
) -> dict[str, Any]:  # fmt: skip
    """The rounds with who walks them, what makes another, and how long all this is kept."""
    asked = plan and cocoon.ended is None and left(found) > 0
    return {
        "cocoon": cocoon,
        "rounds": [(each, [names.get(key, "") for key in each.visitor_ids], each.active(now)) for each in made],
        "left": left(found),
        "round_form": forms.RoundForm(walkers=people.people(roles=rules.WALK)) if asked else None,
        "editable": plan,
        "endable": plan and cocoon.ended is None and now < cocoon.watch_until,
        "resumable": plan and cocoon.ended is not None,
        "kept": api.kept(cocoon_id=cocoon.id),
    }


def row(door: Door, names: Mapping[int, str]) -> dict[str, Any]:
    """A door as tables show it, its codes in words."""
    said = words.OUTCOMES.get(door.outcome or "", "")
    state = words.DROP_REASONS.get(door.drop_reason) if door.state == "dropped" else words.STATES[door.state]
    return {
        "door": door,
        "reason": words.REASONS[door.reason],
        "doubt": words.doubt(door),
        "homes": words.homes_behind(door),
        "found": door.found,
        "way": words.WAYS.get(door.way, ""),
        "far": rules.is_far(distance_m=door.distance_m),
        "outcome": said,
        "state": state,
        "tone": words.TONES[rules.LOOKS[door.outcome]] if door.outcome else "neutral",
        "who": names.get(door.visited_by or 0, ""),
    }
