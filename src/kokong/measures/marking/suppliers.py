"""The suppliers of kits, from `suppliers.toml`: what is certain of each, with its source."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("suppliers.toml")


@dataclass(frozen=True)
class Supplier:
    """One supplier. `form` is what its codes look like where it says so ("digits"), `register` whose register
    knows them, `source` who says so; empty where no source does. A kit keeps `unopened_months`; None: not told.
    """

    code: str
    name: str
    form: str = ""
    register: str = ""
    source: str = ""
    unopened_months: int | None = None


@cache
def everyone() -> dict[str, Supplier]:
    """All suppliers by code, in the file's order."""
    with _FILE.open("rb") as file:
        return {each["code"]: Supplier(**each) for each in tomllib.load(file)["supplier"]}


def known(code: str) -> Supplier | None:
    """The supplier with a code; None where we know of none."""
    return everyone().get(code)
