"""One sheet for a meeting: what the analyses found, without places, so that it can be handed out."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from . import api, hindsight, near_repeats, showing, words


@dataclass(frozen=True)
class Summary:
    """The sheet; `missing` says why there is no result."""

    near: near_repeats.NearRepeats | None
    tested: hindsight.Backtest | None
    runs: tuple[api.Run, ...]
    left_out: tuple[tuple[int, Promise], ...]
    settings: api.Settings
    ranking: Promise
    proposal: api.Proposal | None
    enough: api.Enough
    missing: tuple[str, ...]


def page(*, now: datetime) -> Summary:
    """The sheet from the newest results."""
    near, tested, used = near_repeats.page(), hindsight.page(), api.settings()
    runs = tuple(each.run for each in (near, tested) if each)
    left_out = runs[0].left_out if runs else {}
    return Summary(
        near=near,
        tested=tested,
        runs=runs,
        left_out=words.left_out(left_out),
        settings=used,
        ranking=words.RANKINGS[used.ranking],
        proposal=api.proposal(),
        enough=api.enough(now=now),
        missing=tuple(filter(None, map(showing.missing, ("near_repeat", "backtest")))),
    )
