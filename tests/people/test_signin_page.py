"""The reference page of signing in says what the code does."""

import re
from pathlib import Path

from kokong.people.rules import DESK, ROLES
from kokong.people.signin import rules

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "sign-in.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (.+?) \| (.+?) \|$", re.MULTILINE)


def part(title: str) -> str:
    return PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]


def rows(title: str) -> dict[str, str]:
    return {left: right for left, right in ROW.findall(part(title))[1:] if not left.startswith("---")}


def test_the_waits() -> None:
    said = rows("Waits after wrong guesses")
    assert said.pop("1–4") == "0"
    assert said.pop("12 and more") == str(rules.WAITS[11])
    assert rules.WAITS[:4] == (0, 0, 0, 0)
    assert said == {str(n): str(rules.WAITS[n - 1]) for n in range(5, 12)}
    assert (rules.ADDRESS_WAITS[99:101], rules.ADDRESS_WAITS[199:]) == ((0, 60), (60, 300))
    assert (rules.CODE_WAITS[29], rules.CODE_WAITS[30:]) == (0, (60,))
    assert rules.LETTERS == (5, 3600)


def test_the_requests() -> None:
    assert re.findall(r"\d+", part("Requests")) == [str(rules.REQUESTS[0])] * 2 + [str(rules.CALLS[0]), "429"]
    assert rules.REQUESTS[1] == rules.CALLS[1] == 60


def test_the_sessions() -> None:
    words = {"60 minutes": 60, "12 hours": 12 * 60, "16 hours": 16 * 60}
    said = {role: words[time] for role, time in rows("Sessions").items()}
    assert said == {role: time.total_seconds() / 60 for role, time in rules.IDLE.items()}


def test_whom_a_second_step_is_asked_of() -> None:
    asked = re.search(r"Asked of: ([a-z_, ]+)\.", part("Second step"))
    assert asked is not None
    assert set(asked[1].split(", ")) == rules.COMPULSORY


def test_every_role_has_its_time_and_auditors_of_both_authorities_a_second_step() -> None:
    """A role without a line would answer everybody who has it with an error."""
    assert set(rules.IDLE) == set(ROLES)
    assert {role for role in ROLES if role.endswith("auditor")} | DESK <= rules.COMPULSORY
