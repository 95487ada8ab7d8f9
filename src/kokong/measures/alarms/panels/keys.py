"""A panel's key as it is given, checked, sealed, and compared with the one that is known: never shown again."""

import re
import secrets
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from kokong import dc09
from kokong.intake.api import HIDDEN
from kokong.kernel import installation
from kokong.kernel.errors import UserError
from kokong.tables import fold, spelled

from ..values import FieldProblem
from . import sealing

MADE_BYTES: Final = 16  # AES-128, which every panel has
SEALED: Final = "kokong-key:"
REFUSED: Final = "kokong-no-key:"
MAKE, NONE = "make", "none"
CODE: Final = "code"  # the field of the code word
_WORDS: Final = spelled(
    make="make one, make, new, new key, generate, auto, ny, ny nyckel, skapa, skapa en, gör en, generera",
    none="none, no, no key, without, ingen, ingen nyckel, inget, nej, utan, okrypterad, okrypterat, plain",
)
_GAPS: Final = re.compile(r"[\s:.–-]+")
_LIKE: Final = re.compile(r"[0-9A-Fa-f]{24,}")  # a key with a digit lost is one, too
_HEX: Final = re.compile(r"(?:[0-9A-Fa-f]{32}|[0-9A-Fa-f]{48}|[0-9A-Fa-f]{64})")


@dataclass(frozen=True)
class NewKey:
    """A key as somebody typed it: `hex` or `ascii`; both empty for none. Its text form shows neither."""

    hex: str = ""
    ascii: str = ""

    def __repr__(self) -> str:
        return "NewKey(…)"


NO_KEY: Final = NewKey()


@dataclass(frozen=True)
class SealedKey:
    """A key that only this installation can open; `sealed` None: none. `mark` tells the same key again, to those
    who know the installation's secret. `made`: Kokong made it, and nobody has been told it yet.
    """

    sealed: bytes | None = field(repr=False)
    notation: str
    mark: str = field(repr=False)
    made: bool = False


def sealed(key: NewKey, *, made: bool = False) -> SealedKey:
    """A key, checked and sealed. Raises FieldProblem."""
    if key.hex and key.ascii:
        raise FieldProblem(_("Give the key either in hexadecimal or in characters, not both."), field="key")
    try:
        read = dc09.Key.from_hex(key.hex) if key.hex else dc09.Key.from_ascii(key.ascii) if key.ascii else None
    except dc09.KeyFormatError:
        raise FieldProblem(_problem(key), field="key") from None
    if read is None:
        return SealedKey(None, "", "")
    sealer = sealing.sealer(installation.current())
    return SealedKey(sealer.seal(read.material), "hex" if key.hex else "ascii", sealer.mark(read.material), made)


def new() -> SealedKey:
    """A key that Kokong makes."""
    return sealed(NewKey(hex=secrets.token_hex(MADE_BYTES)), made=True)


def told(material: bytes, notation: str) -> str:
    """A key as a panel's menu asks for it."""
    return material.decode("ascii") if notation == "ascii" else material.hex().upper()


def _problem(key: NewKey) -> str:
    if key.hex:
        return _(
            "A key in hexadecimal is 32, 48 or 64 digits (0–9, A–F); this one has %(length)d characters or "
            "others than these. Nothing was changed. A key of 16, 24 or 32 characters is given as characters."
        ) % {"length": len(key.hex.strip())}
    return _(
        "A key in characters is 16, 24 or 32 of them, without accents; this one has %(length)d. "
        "Nothing was changed."
    ) % {"length": len(key.ascii)}


class InFiles:
    """Keys and code words in files that are imported (`intake.hidden.Seals`).

    A code word is let go of: households agree theirs on the page of their home, where it is kept as a hash.
    """

    def shown(self, text: str, *, field: str) -> str:
        """A cell as it may be seen: a key, or what may be one, and a code word are hidden."""
        if field == CODE:
            return HIDDEN if text.strip() else text
        if text.startswith(SEALED + MAKE):
            return _("make one")
        if text.startswith((SEALED, REFUSED)) or _LIKE.fullmatch(_GAPS.sub("", text)):
            return HIDDEN
        return HIDDEN if field and text.strip() and fold(text) not in _WORDS else text

    def cell(self, text: str, *, field: str) -> str:
        """A cell with the key sealed; what else it may say, as a word; or why it is no key. No code word."""
        if field == CODE:
            return HIDDEN if text.strip() else ""
        try:
            said = in_file(text)
        except UserError as error:
            return REFUSED + error.message
        return said if isinstance(said, str) else _written(said)

    def seal(self, content: bytes) -> bytes:
        """A whole file, sealed."""
        return sealing.sealer(installation.current()).seal(content)

    def unseal(self, content: bytes) -> bytes:
        """The file."""
        return sealing.sealer(installation.current()).unseal(content)


def in_file(text: str) -> SealedKey | str:
    """What a cell says: a key, given or to be made; "none"; or "" for nothing. Raises FieldProblem, which doesn't
    quote it.
    """
    text = text.strip()
    if (word := _WORDS.get(fold(text))) or not text:
        return new() if word == MAKE else word or ""
    bare = _GAPS.sub("", text)
    return sealed(NewKey(hex=bare) if _HEX.fullmatch(bare) else NewKey(ascii=text))


def of_cell(text: str) -> SealedKey | str:
    """The same of a cell that `InFiles.cell` may have written. Raises FieldProblem."""
    if text.startswith(REFUSED):
        raise FieldProblem(text.removeprefix(REFUSED), field="key")
    if not text.startswith(SEALED):
        return in_file(text)
    made, notation, mark, token = text.removeprefix(SEALED).split(":", 3)
    return SealedKey(token.encode("ascii"), notation, mark, made=made == MAKE)


def _written(key: SealedKey) -> str:
    assert key.sealed is not None
    return f"{SEALED}{MAKE if key.made else ''}:{key.notation}:{key.mark}:{key.sealed.decode('ascii')}"
