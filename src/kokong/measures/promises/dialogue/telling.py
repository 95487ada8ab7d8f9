"""What was heard, as everybody reads it: counts, and of fewer than five only that they are fewer."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from . import reading, rules
from .values import Dialogue

Counts = list[tuple[Any, int | None]]


@dataclass(frozen=True)
class Told:
    """A dialogue that is over: `slug` is its page in the site. A count of None is fewer than five."""

    dialogue: Dialogue
    choices: list[tuple[str, Counts]]
    themes: Counts
    areas: Counts

    @property
    def slug(self) -> str:
        """Its page below that of promises."""
        return slug(self.dialogue.id)


def slug(dialogue_id: int) -> str:
    """The page of a dialogue below that of promises."""
    return f"d{dialogue_id}"


def address(code: str, dialogue_id: int) -> str:
    """Where everybody reads what was heard, on the host that they are on."""
    return reverse("public:below", args=[code, "promises", slug(dialogue_id)])


def told(found: Dialogue) -> Told:
    """A dialogue with its counts."""
    heard = reading.heard(dialogue_id=found.id)
    asked = {each.id: each.words for each in found.questions}
    return Told(
        found,
        [(asked[pk], [(said, rules.shown(n)) for said, n in each]) for pk, each in heard.choices.items()],
        [(title, rules.shown(n)) for _pk, title, n in heard.themes if n],
        [(name, rules.shown(n)) for name, n in heard.areas],
    )
