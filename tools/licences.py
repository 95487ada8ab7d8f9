"""Write docs/reference/libraries.md: what an installation is made of besides Kokong, and under which licences.

    python tools/licences.py

Python's libraries are those of requirements/run.txt, as their own metadata say; the browser's those of
frontend/package-lock.json that are no tools.
"""

import json
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageMetadata, distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "reference" / "libraries.md"
ALLOWED: Final = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|MPL|Mozilla|PSF|Python Software|Python-2\.0|LGPL|OFL|HPND)"
)
HEAD: Final = """# Libraries

Written by `python tools/licences.py`; a test keeps it true. What an installation is made of besides Kokong, with
each library's own word on its licence. Versions and hashes are in `requirements/run.txt` and
`frontend/package-lock.json`.
"""


def python() -> Iterator[tuple[str, str]]:
    """Name and licence of each library that the server needs."""
    lock = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    for line in re.findall(r"^[a-z].*?(?= \\$)", lock, re.MULTILINE):
        needed = Requirement(line)
        if needed.marker is None or needed.marker.evaluate():
            yield needed.name, licence(distribution(needed.name))


def licence(of: Distribution) -> str:
    """What a library's metadata say, in the order in which they are to be believed; else what its file is."""
    told = of.metadata
    classified = [line.split(" :: ")[-1] for line in _said(told, "Classifier") if line.startswith("License ::")]
    own = [name for name in classified if name not in {"OSI Approved", "Other/Proprietary License"}]
    known = "; ".join(_said(told, "License-Expression") or own)
    return known or next((said.splitlines()[0] for said in _said(told, "License")), "") or _by_its_file(of)


def _by_its_file(of: Distribution) -> str:
    """The MIT licence has no name in its text, but always these words."""
    texts = (of.read_text(f"licenses/{name}") or "" for name in _said(of.metadata, "License-File"))
    return "MIT" if any("Permission is hereby granted, free of charge" in text for text in texts) else "unknown"


def _said(told: PackageMetadata, field: str) -> list[str]:
    return told.get_all(field) or []


def browser() -> Iterator[tuple[str, str]]:
    """Name and licence of each library that pages carry."""
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    for path, package in sorted(lock["packages"].items()):
        if path and not package.get("dev"):
            yield path.rpartition("node_modules/")[2], package["license"]


def page() -> str:
    """The whole page, Markdown."""
    return HEAD + "".join(
        f"\n## {title}\n\n| Library | Licence |\n|---|---|\n"
        + "".join(f"| {name} | {licence} |\n" for name, licence in libraries)
        for title, libraries in (("On the server", python()), ("In the browser", browser()))
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
