"""What the two languages that ask must agree on: `python -m tests.questions.agreed` writes it anew."""

import json
from pathlib import Path
from typing import Any, Final

from kokong import questions
from tests.questions.samples import HOME

AGREED: Final = Path(__file__).with_suffix(".json")
GIVEN: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"kind": "flat", "door": "latch", "terrace": "no", "alarm": "no"},
    {"kind": "house", "door": "latch", "terrace": "no", "alarm": "no"},
    {"kind": "house", "door": "deadlock", "terrace": "yes", "key": "yes", "alarm": "no", "lights": ["timer"]},
    {"kind": "house", "terrace": "none", "key": "yes", "lights": ["timer", "sensor"], "doors": 3},
    {"kind": "flat", "key": "no", "note": "Nyckeln ligger under mattan"},
)
LINKS: Final = (
    "#2026-1:kind=house&lights=timer+sensor", "2019-3:door=latch&window=hasp&terrace=rusty", "#2026-1:", "#main",
    "", "2026-1:doors=3&note=x&lights=&door", "2026-1:kind=house&kind=flat",
    "2026-1:door=latch+deadlock", "2026-1:kind=hus%20", f"2026-1:{'door=latch&' * 400}",
)  # fmt: skip


def made() -> dict[str, Any]:
    """What Python works out."""
    return {
        "sheet": questions.said(HOME, "en"),
        "cases": [_case(questions.looked(HOME, each)) for each in GIVEN],
        "links": [{"text": each, "holds": _link(each)} for each in LINKS],
    }


def _case(answers: questions.Answers) -> dict[str, Any]:
    return {
        "answers": answers,
        "relevant": [each.id for each in questions.relevant(HOME, answers)],
        "scores": [[s.part, s.earned, s.possible, s.answered, s.open] for s in questions.scores(HOME, answers)],
        "steps": [[each.question.id, each.choice.id, each.gain] for each in questions.steps(HOME, answers)],
        "link": questions.written(HOME, answers),
    }


def _link(text: str) -> dict[str, Any] | None:
    found = questions.read_link(HOME, text)
    return {"edition": found.edition, "answers": found.answers, "lost": list(found.lost)} if found else None


def text() -> str:
    """As it lies in the file."""
    return json.dumps(made(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    AGREED.write_text(text(), encoding="utf-8")
