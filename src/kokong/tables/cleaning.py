"""Text from outside as people write it: without what no keyboard writes and some programs choke on.

Control characters stop a PDF, a NUL stops the database, half a pair of surrogates stops every encoding, and signs
that turn the direction of writing make a name look like another one.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

_BREAKS: Final = "\x0b\x0c\x1c-\x1f\x85\u2028\u2029"  # ends of lines that only some programs know
_CONTROLS: Final = re.compile(f"[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f{_BREAKS}]")
_UNSEEN: Final = (
    "\u202a-\u202e\u2066-\u2069\u206a-\u206f"  # turn the direction of writing, or shape letters otherwise
    "\ufeff\ufff9-\ufffb"  # marks of order, and of notes between lines
    "\ufdd0-\ufdef" + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
)
_GONE: Final = re.compile(f"[\x00{_UNSEEN}\ud800-\udfff]")
_IMPOSSIBLE: Final = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """Text that every program can show: controls become spaces, unseen signs and NULs go. Lines and tabs stay."""
    if text.isprintable():
        return text
    return _CONTROLS.sub(" ", _GONE.sub("", text))


def impossible(text: str) -> bool:
    """Whether text holds a NUL or half a pair of surrogates, which nobody sends by mistake."""
    return not text.isprintable() and _IMPOSSIBLE.search(text) is not None


def cleaned(value: Any) -> Any:
    """Plain values (as from JSON) with all their texts clean, those of their names too."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(name)): cleaned(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(part) for part in value]
    return value
