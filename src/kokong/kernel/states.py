"""What a row may become, by whose hand: one table for each kind of row. Pure; `moves.py` carries it out."""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, field


@dataclass(frozen=True)
class States:
    """The course of one kind of row, e.g. of a sign.

    `moves` leads from a state by an action to a state, which may be the same. `who` names the roles that may do an
    action; an action that stands there for nobody is for the system alone. `public` names the actions that ask for
    a sentence for the public.

    Raises ValueError for an action that no move knows, and for a state that nothing leads to.
    """

    subject: str
    initial: str
    moves: Mapping[tuple[str, str], str]
    who: Mapping[str, Set[str]] = field(default_factory=dict)
    public: Collection[str] = ()

    def __post_init__(self) -> None:
        """Refuse a table with a hole in it."""
        known = {action for _, action in self.moves}
        if strange := (set(self.who) | set(self.public)) - known:
            raise ValueError(f"No move of {self.subject!r} is called {', '.join(sorted(strange))}.")
        if lost := {state for state, _ in self.moves} - self.reachable():
            raise ValueError(f"Nothing leads {self.subject!r} to {', '.join(sorted(lost))}.")

    def after(self, state: str, action: str) -> str | None:
        """The state that an action leads to; None where it is not possible."""
        return self.moves.get((state, action))

    def may(self, action: str, state: str, roles: Set[str]) -> bool:
        """Whether somebody with these roles may do this to a row in this state."""
        return (state, action) in self.moves and not self.who.get(action, frozenset()).isdisjoint(roles)

    def actions(self, state: str, roles: Set[str]) -> tuple[str, ...]:
        """What somebody with these roles may do to a row in this state, as the table orders it."""
        return tuple(action for at, action in self.moves if at == state and self.may(action, state, roles))

    def sources(self, action: str) -> frozenset[str]:
        """The states in which an action is possible."""
        return frozenset(state for state, known in self.moves if known == action)

    def states(self) -> tuple[str, ...]:
        """Every state, the first one first, as the table orders them."""
        return tuple(
            dict.fromkeys((self.initial, *(each for (at, _), to in self.moves.items() for each in (at, to))))
        )

    def ends(self) -> frozenset[str]:
        """The states that nothing leads out of."""
        return frozenset(self.states()) - {at for (at, _), to in self.moves.items() if to != at}

    def reachable(self) -> frozenset[str]:
        """The states that a row can come to."""
        found: set[str] = set()
        waiting = [self.initial]
        while waiting:
            state = waiting.pop()
            if state not in found:
                found.add(state)
                waiting += [to for (at, _), to in self.moves.items() if at == state]
        return frozenset(found)
