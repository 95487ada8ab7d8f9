"""What the tests' processes log, held against what people in them are called: nothing of it may be there."""

import logging
import re
from typing import Final

from kokong.kernel.logs import JsonLines

PERSONAL: Final = {
    "an address of e-mail": re.compile(r"[\w.+-]+@[\w-]+\.(?:example|se|com|org)\b"),
    "a telephone number": re.compile(r"(?<![\w.:-])(?:\+46|0)7\d[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}(?!\w)"),
    "a name of the cast": re.compile(
        r"\b(?:Alva Polis|Bo Samordnare|Cilla Besökare|Dag Besökare|Elsa Ombud|Folke Boende|Lena Fastighet"
        r"|Greta Granskare|Ivar Larmoperatör|Jenny Dubbel|Karl Pendlare|Kalle P\b|Hugo Grannkommun)"
    ),
    "an address of a home": re.compile(r"\b\w+(?:gatan|vägen|stigen|gränd) \d+"),
    "a secret link": re.compile(r"(?<![\w/.-])(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{32,}(?![\w.-])"),
    "a personal number": re.compile(r"\b(?:19|20)?\d{6}[-+]\d{4}\b"),
}


def personal(line: str) -> list[str]:
    """What of a person is in a line of the log."""
    return [f"{what}: {found[0]!r} in {line}" for what, like in PERSONAL.items() if (found := like.search(line))]


class Reader(logging.Handler):
    """Reads each line as a process would write it, and keeps those that say something of a person."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(JsonLines())
        self.lines = 0
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Read one."""
        if record.name.startswith("tests"):
            return
        self.lines += 1
        self.found += personal(self.format(record))
