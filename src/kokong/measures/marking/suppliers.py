"""The suppliers of kits, from `suppliers.toml`: what is certain of each, with its source."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

_FILE: Final = Path(__file__).with_name("suppliers.toml")


@dataclass(frozen=True)
class Supplier:
    """One supplier. `form` is what its codes look like where it says so ("digits"), `registers` whose register
    knows them, `sources` who says so, each by language; empty where no source does. A kit keeps
    `unopened_months`; None: not told.
    """

    code: str
    name: str
    form: str = ""
    registers: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    unopened_months: int | None = None

    def source(self, language: str) -> str:
        """Who says what we know of it, in a language or else in Swedish; empty where no source does."""
        return self.sources.get(language[:2], self.sources.get("sv", ""))


@cache
def everyone() -> dict[str, Supplier]:
    """All suppliers by code, in the file's order."""
    with _FILE.open("rb") as file:
        return {each["code"]: _supplier(each) for each in tomllib.load(file)["supplier"]}


def _supplier(told: dict[str, Any]) -> Supplier:
    by_language = {f"{name}s": told.pop(name, {}) for name in ("register", "source")}
    return Supplier(**told, **by_language)


def known(code: str) -> Supplier | None:
    """The supplier with a code; None where we know of none."""
    return everyone().get(code)
