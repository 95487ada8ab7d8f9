"""A verdict as plain text, for the terminal."""

from collections.abc import Iterator

from kokong.analysis.words import gettext as _

from ... import figures
from ...effect.evaluation import Evaluation
from ...effect.rules import Step
from . import phrases

SIGNS = {True: "+", False: "!", None: "?"}


def text(found: Evaluation) -> str:
    """The verdict first, then why, the counts, the designs, the checks and what would change our mind."""
    return "\n".join(_lines(found))


def _lines(found: Evaluation) -> Iterator[str]:
    yield phrases.sentence(found)
    yield phrases.percentage(found)
    yield from filter(None, [phrases.span(found)])
    yield ""
    yield _("Why this step") if found.verdict.step >= Step.PROBABLY else _("Why no higher")
    yield from (f"  {phrases.reason(code)}" for code in found.verdict.reasons)
    yield ""
    yield _("What was counted")
    for ring in found.rings:
        yield f"  {phrases.ring(ring.name):18} {figures.whole(ring.before):>8} → {figures.whole(ring.after)}"
    yield ""
    yield _("Burglaries fewer or more than expected, by design (* decides)")
    for row in found.specifications:
        low, middle, high = found.in_burglaries(row)
        span = f"{figures.whole(low)} … {figures.whole(high)}"
        sign = "*" if row.role == "decides" else " "
        yield f"  {sign} {figures.whole(middle):>7}  {span:20}  {phrases.title(row.estimate)}"
    yield from (f"    {why}" for why in found.left_out)
    yield ""
    yield _("Checks")
    yield from (f"  {SIGNS[one.passed]} {phrases.check(one)}" for one in found.checks)
    yield ""
    yield phrases.power(found)
    yield ""
    yield _("What would change our mind")
    yield from (f"  {line}" for line in phrases.change_our_mind(found))
