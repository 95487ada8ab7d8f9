"""Which measures there are: the folders of `kokong.measures`. Without Django, which not every process has."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Final

HOME: Final = "kokong.measures"


def names() -> tuple[str, ...]:
    """The folders that are measures, by name. Loads none of them."""
    found = (module.name for module in pkgutil.iter_modules(import_module(HOME).__path__) if module.ispkg)
    return tuple(sorted(name for name in found if find_spec(f"{HOME}.{name}.measure")))


def modules(name: str) -> Iterator[ModuleType]:
    """The file called `name` of every measure that has one."""
    for folder in names():
        if find_spec(f"{HOME}.{folder}.{name}"):
            yield import_module(f"{HOME}.{folder}.{name}")
