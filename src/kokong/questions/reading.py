"""Questionnaires are data: TOML files of one edition, read whole or refused.

A file says what it says with known words only. One that is misspelled is refused, since a condition that is
ignored in silence changes what is asked of people.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, get_args

from .errors import Unfit
from .values import Choice, Condition, Kind, Part, Question, Questionnaire, Source, Step, Words

HEAD: Final = {"id", "edition", "languages", "title", "part", "question"}
PART: Final = {"id", "title"}
QUESTION: Final = {
    "id", "part", "kind", "ask", "why", "source", "weight", "when", "after", "must", "evidence", "others",
    "more", "least", "most", "choice",
}  # fmt: skip
CHOICE: Final = {"id", "says", "value", "step"}
STEP: Final = {"says", "kronor", "minutes"}
CHOOSES: Final = ("one", "many")


def read(texts: Iterable[str]) -> Questionnaire:
    """A questionnaire from its files in order: the first has the head, the others more questions. Raises Unfit."""
    first, *more = [_toml(text, number) for number, text in enumerate(texts, 1)]
    _known(first, HEAD, "head")
    for each in more:
        _known(each, {"question"}, "file")
    languages = tuple(_of(first, "languages", list, "head"))
    if not languages:
        raise Unfit("head", "languages: there is none")
    read_parts = _Reader(languages)
    parts = tuple(read_parts.part(each) for each in first.get("part", ()))
    questions = tuple(read_parts.question(each) for file in (first, *more) for each in file.get("question", ()))
    found = Questionnaire(
        id=_of(first, "id", str, "head"), edition=_of(first, "edition", str, "head"),
        title=read_parts.words(first.get("title"), "head: title"), languages=languages, parts=parts,
        questions=questions,
    )  # fmt: skip
    _fits_together(found)
    return found


def _toml(text: str, number: int) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unfit(f"file {number}", str(error)) from error


class _Reader:
    """Reads tables of a file whose words are in some languages."""

    def __init__(self, languages: Sequence[str]) -> None:
        self.languages = languages

    def words(self, said: Any, where: str) -> Words:
        """Words in all languages, none of them empty."""
        if not isinstance(said, dict) or set(said) != set(self.languages):
            raise Unfit(where, f"needs words in {', '.join(self.languages)} and no other language")
        if not all(isinstance(each, str) and each.strip() for each in said.values()):
            raise Unfit(where, "an empty text")
        return said

    def part(self, given: Mapping[str, Any]) -> Part:
        where = f"part {given.get('id', '?')}"
        _known(given, PART, where)
        return Part(_of(given, "id", str, where), self.words(given.get("title"), where))

    def question(self, given: Mapping[str, Any]) -> Question:
        where = f"question {given.get('id', '?')}"
        _known(given, QUESTION, where)
        made = Question(
            id=_of(given, "id", str, where), part=_of(given, "part", str, where),
            ask=self.words(given.get("ask"), f"{where}: ask"), kind=_kind(given, where),
            choices=tuple(self.choice(each, where) for each in given.get("choice", ())),
            weight=float(given.get("weight", 0)), after=tuple(given.get("after", ())),
            when=tuple(_condition(each, where) for each in given.get("when", ())),
            why=self.words(given["why"], f"{where}: why") if "why" in given else None,
            source=_source(given["source"], where) if "source" in given else None,
            must=_flag(given, "must", where), evidence=_flag(given, "evidence", where),
            others=_flag(given, "others", where), more=given.get("more", ""), least=_limit(given, "least", where),
            most=_limit(given, "most", where),
        )  # fmt: skip
        _sound(made, where)
        return made

    def choice(self, given: Mapping[str, Any], where: str) -> Choice:
        where = f"{where}: choice {given.get('id', '?')}"
        _known(given, CHOICE, where)
        value = given.get("value")
        if value is not None and not 0 <= value <= 1:
            raise Unfit(where, "a value is from 0 to 1")
        step = self.step(given["step"], where) if "step" in given else None
        return Choice(_of(given, "id", str, where), self.words(given.get("says"), where), value, step)

    def step(self, given: Mapping[str, Any], where: str) -> Step:
        where = f"{where}: step"
        _known(given, STEP, where)
        ranges = {name: _range(given[name], f"{where}: {name}") for name in ("kronor", "minutes") if name in given}
        return Step(self.words(given.get("says"), where), **ranges)


def _known(given: Mapping[str, Any], names: set[str], where: str) -> None:
    if strange := sorted(set(given) - names):
        raise Unfit(where, f"unknown: {', '.join(strange)}")


def _of(given: Mapping[str, Any], name: str, kind: type, where: str) -> Any:
    if not isinstance(given.get(name), kind) or given[name] == "":
        raise Unfit(where, f"{name} is missing or of another kind")
    return given[name]


def _flag(given: Mapping[str, Any], name: str, where: str) -> bool:
    return bool(_of(given, name, bool, where)) if name in given else False


def _limit(given: Mapping[str, Any], name: str, where: str) -> float | None:
    return float(_of(given, name, int, where)) if name in given else None


def _kind(given: Mapping[str, Any], where: str) -> Kind:
    kind: Kind = given.get("kind", "one")
    if kind not in get_args(Kind):
        raise Unfit(where, f"kind is one of {', '.join(get_args(Kind))}")
    return kind


def _condition(given: Mapping[str, Any], where: str) -> Condition:
    _known(given, {"question", "has"}, f"{where}: when")
    return Condition(
        _of(given, "question", str, f"{where}: when"), tuple(_of(given, "has", list, f"{where}: when"))
    )


def _source(given: Mapping[str, Any], where: str) -> Source:
    _known(given, {"name", "address"}, f"{where}: source")
    return Source(_of(given, "name", str, f"{where}: source"), given.get("address", ""))


def _range(given: Any, where: str) -> tuple[int, int]:
    fits = isinstance(given, list) and len(given) == 2 and all(type(each) is int for each in given)
    if not fits or not 0 <= given[0] <= given[1]:
        raise Unfit(where, "two whole numbers, the smaller first")
    return given[0], given[1]


def _sound(made: Question, where: str) -> None:
    """A question is whole in itself."""
    if (made.kind in CHOOSES) != bool(made.choices):
        raise Unfit(where, "has choices if, and only if, one chooses")
    if len({each.id for each in made.choices}) != len(made.choices):
        raise Unfit(where, "two choices have the same id")
    if made.weight < 0 or (made.weight > 0 and made.kind != "one"):
        raise Unfit(where, "only a question with one choice has a weight, and none is below 0")
    if made.weight and all(each.value is None for each in made.choices):
        raise Unfit(where, "has a weight, and no choice that earns any of it")


def _fits_together(found: Questionnaire) -> None:
    """Ids are unique; parts exist; conditions look back, at choices that there are."""
    if len(found.by_id) != len(found.questions) or len({p.id for p in found.parts}) != len(found.parts):
        raise Unfit("questions", "two have the same id")
    before: dict[str, Question] = {}
    for each in found.questions:
        where = f"question {each.id}"
        if each.part not in {part.id for part in found.parts}:
            raise Unfit(where, f"no part {each.part}")
        for condition in each.when:
            _looks_back(condition, before, where)
        if strange := set(each.after) - set(before):
            raise Unfit(where, f"comes after what isn't asked before it: {', '.join(sorted(strange))}")
        before[each.id] = each


def _looks_back(condition: Condition, before: Mapping[str, Question], where: str) -> None:
    asked = before.get(condition.question)
    if asked is None:
        raise Unfit(where, f"depends on {condition.question}, which isn't asked before it")
    if strange := [each for each in condition.has if asked.choice(each) is None]:
        raise Unfit(where, f"{condition.question} has no choice {', '.join(strange)}")
