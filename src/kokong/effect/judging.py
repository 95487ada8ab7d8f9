"""From counts to what is kept of an answer: in each language, as data that a page can show years later."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from kokong.analysis import words

if TYPE_CHECKING:
    from kokong.analysis.effect.evaluation import Evaluation
    from kokong.analysis.effect.panel import Panel

Said = TypeVar("Said")


def judged(panel: "Panel", *, by_lot: bool, delivered: float | None) -> dict[str, dict[str, Any]]:
    """The answer by language ("en", "sv"). Where the counts carry none, "refused" says why."""
    from kokong.analysis.effect import evaluation

    return in_each_language(lambda: evaluation.evaluate(panel, by_lot=by_lot, delivered=delivered))


def in_each_language(evaluate: "Callable[[], Evaluation]") -> dict[str, dict[str, Any]]:
    """What is reckoned once, said in each language."""
    from kokong.analysis.effect.errors import NotWarranted

    try:
        answer = evaluate()
    except NotWarranted as refused:
        why = refused.said
        return {code: {"refused": text} for code, text in _each(lambda: str(words.again(why)))}
    return dict(_each(lambda: _said(answer)))


def _each(say: "Callable[[], Said]") -> "Iterator[tuple[str, Said]]":
    for code in words.LANGUAGES:
        with words.language(code):
            yield code, say()


def _said(answer: "Evaluation") -> dict[str, Any]:
    from kokong.analysis.report.effect import as_json, phrases

    more = {"percentage": phrases.percentage(answer), "amount": phrases.amount(answer)}
    titles = {row.estimate.design: phrases.title(row.estimate) for row in answer.specifications}
    rings = {ring.name: phrases.ring(ring.name) for ring in answer.rings}
    return {**as_json.evaluation(answer), "said": {**more, "designs": titles, "rings": rings}}


def counted(panel: "Panel") -> dict[str, Any]:
    """What was counted, so that the same answer can be had again."""
    return {
        "areas": list(panel.units),
        "months": list(panel.periods),
        "ring": panel.ring.tolist(),
        "start": panel.start,
        "burglaries": panel.counts.astype(int).tolist(),
        "homes": None if panel.exposure is None else panel.exposure[:, 0].astype(int).tolist(),
    }


def can_show(panel: "Panel", *, months_after: int) -> tuple[float, float | None]:
    """From the months before alone: burglaries expected after the start, and the smallest fall that would show.

    Expected is the pace of before, over `months_after`. The spread is that of chance and of the months before, at
    least twice that of a Poisson count, as burglaries have it where they come in series.
    """
    from kokong.analysis.effect import power
    from kokong.analysis.effect.panel import TREATED

    before = panel.line(TREATED)[: panel.start]
    expected = float(before.mean() * months_after)
    spread = max(2.0, float(before.var(ddof=1) / before.mean()) if before.size > 1 and before.mean() > 0 else 2.0)
    variance = spread * float(before.sum()) * (months_after / before.size) ** 2
    return expected, power.smallest_fall(expected, variance, dispersion=spread) if expected > 0 else None
