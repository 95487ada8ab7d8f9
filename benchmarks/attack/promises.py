"""What the attack looks at, and what it counted: plain, for the process that adds up what others found."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .targets import Target
    from .world import Attacker

MUNICIPALITY: Final = "Nothing of another municipality is told"
POLICE: Final = "The police's own part is told to police officers of the municipality only"
WORK: Final = "What is personal is told to whose work needs it"
SECRET: Final = "Nothing that signs people, programs and panels in is told"
REFUSED: Final = "Who may not is refused"
LET_IN: Final = "Who may gets in"
FAILING: Final = "Nothing makes a page fail, and no answer shows code"
HEADERS: Final = "Every answer tells browsers to run and frame nothing foreign, and to keep nothing"
FORGED: Final = "Without its own page's token a browser changes nothing"
HOST: Final = "A forged host leads nowhere"
MARKED: Final = "What is typed is shown as text"
WRITTEN: Final = "Nothing of another municipality is changed"
PROMISES: Final = (
    MUNICIPALITY, POLICE, WORK, SECRET, REFUSED, LET_IN, FAILING, HEADERS, FORGED, HOST, MARKED, WRITTEN
)  # fmt: skip


@dataclass(frozen=True)
class Attempt:
    """One request: whose, of what, what is special about it; `plain` asks as the page itself would."""

    attacker: "Attacker"
    target: "Target"
    method: str
    what: str
    plain: bool = False
    forged: bool = False


@dataclass
class Found:
    """What has been tried, and what was told that shouldn't have been."""

    attempts: int = 0
    looked: Counter[str] = field(default_factory=Counter)
    leaks: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    @classmethod
    def together(cls, parts: Iterable[dict[str, Any]]) -> "Found":
        """What several processes found, each as `whole` says it."""
        found = cls()
        for part in parts:
            found.attempts += part["attempts"]
            found.looked.update(part["looked"])
            found.leaks.update(part["leaks"])
            found.examples += part["examples"]
            found.statuses.update({int(status): n for status, n in part["statuses"].items()})
        return found

    def whole(self) -> str:
        """All of it in one line of JSON."""
        return json.dumps(vars(self))

    def judge(self, promise: str, attempt: Attempt, *, kept: bool, saw: object) -> None:
        """Count one look at a promise."""
        self.looked[promise] += 1
        if not kept:
            self.leaks[promise] += 1
            if self.leaks[promise] <= 12:
                where = f"{attempt.attacker.name}: {attempt.method} {attempt.target.name} ({attempt.what})"
                self.examples.append(f"{promise}: {where}: {saw}"[:400])

    def table(self) -> Iterator[str]:
        """Promise, looks, leaks; and the leaks' first examples."""
        width = max(map(len, PROMISES))
        yield f"{'Promise':{width}}  {'attempts':>9}  {'leaks':>6}"
        for promise in PROMISES:
            yield f"{promise:{width}}  {self.looked[promise]:>9,}  {self.leaks[promise]:>6,}"
        yield from self.examples

    def line(self) -> str:
        """The same for programs."""
        return json.dumps({
            "attempts": self.attempts,
            "leaks": self.leaks.total(),
            "promises": {p: {"attempts": self.looked[p], "leaks": self.leaks[p]} for p in PROMISES},
        })  # fmt: skip
