"""What goes into a study and what comes out, with digests that tell whether two are the same."""

import hashlib
import io
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..arrays import AnyArray, Floats, Ints

KINDS_OF_HOME: Final = ("unknown", "detached", "row", "flat", "holiday")
DIGITS: Final = 9  # of figures: more would hold what one processor rounds otherwise than the next
ARRAY_DIGITS: Final = 5


@dataclass(frozen=True)
class Homes:
    """Dwellings: metres, kind (place in KINDS_OF_HOME), building, street (-1 unknown), side (-1, 1; 0 unknown)."""

    x: Floats
    y: Floats
    kind: NDArray[np.int8]
    building: Ints
    street: Ints
    side: NDArray[np.int8]

    def digest(self) -> str:
        """The same for the same dwellings in the same order."""
        return _digest(_arrays(self))


@dataclass(frozen=True)
class Snapshot:
    """Burglaries and dwellings as they were known at one moment.

    `home` is each burglary's place among the homes; `earliest`, `latest` are local days since 1970 with fractions.
    `until`: the day the study looks from; burglaries of that day and later aren't in it.
    """

    homes: Homes
    home: Ints
    earliest: Floats
    latest: Floats
    until: int

    @property
    def count(self) -> int:
        """How many burglaries."""
        return int(self.home.size)

    @property
    def x(self) -> Floats:
        """Metres east."""
        return np.asarray(self.homes.x[self.home], np.float64)

    @property
    def y(self) -> Floats:
        """Metres north."""
        return np.asarray(self.homes.y[self.home], np.float64)

    @property
    def days(self) -> Floats:
        """The day in the middle of each window of time, whole: few windows are known to the hour."""
        return np.floor((self.earliest + self.latest) / 2)

    @property
    def years(self) -> float:
        """From the first burglary to the day the study looks from."""
        return float(self.until - self.days.min()) / 365.25 if self.count else 0.0

    def burglary_arrays(self) -> dict[str, AnyArray]:
        """All but the homes."""
        return {
            "home": self.home,
            "earliest": self.earliest,
            "latest": self.latest,
            "until": np.array([self.until], np.int64),
        }

    def digest(self) -> str:
        """The same for the same burglaries and homes in the same order."""
        return _digest(self.burglary_arrays(), self.homes.digest())


@dataclass(frozen=True)
class Study:
    """What to find out: one of KINDS, settings over its DEFAULTS, and a seed."""

    kind: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    seed: int = 1


@dataclass(frozen=True)
class Result:
    """What a study found: plain figures and arrays, or a `problem` (a `code`, and figures that explain it)."""

    figures: Mapping[str, Any] = field(default_factory=dict)
    arrays: Mapping[str, AnyArray] = field(default_factory=dict)
    problem: Mapping[str, Any] | None = None

    def digest(self) -> str:
        """The same for the same figures and arrays."""
        told = {"figures": self.figures, "problem": self.problem}
        return _digest(self.arrays, json.dumps(told, sort_keys=True))


def found(figures: Mapping[str, Any], **arrays: AnyArray) -> Result:
    """A result in the digits that hold on any machine."""
    return Result(plain(figures), {name: _short(values) for name, values in arrays.items()})


def too_few(code: str, **figures: float) -> Result:
    """A result that says why there is none."""
    return Result(problem={"code": code, **plain(figures)})


def plain(value: Any) -> Any:
    """As JSON knows it: nine digits, None for what is no number."""
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist())
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
    return value


def _short(values: AnyArray) -> AnyArray:
    if not np.issubdtype(values.dtype, np.floating):
        return values
    size = np.where(values != 0, np.abs(values), 1.0).astype(np.float64)
    scale = 10.0 ** (ARRAY_DIGITS - 1 - np.floor(np.log10(size)))
    return (np.rint(values * scale) / scale).astype(np.float32)


def pack(arrays: Mapping[str, AnyArray]) -> bytes:
    """Arrays as compressed bytes."""
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
    return file.getvalue()


def unpack(content: bytes) -> dict[str, AnyArray]:
    """Arrays from `pack`."""
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


def homes_bytes(homes: Homes) -> bytes:
    """Homes to keep."""
    return pack(_arrays(homes))


def snapshot_from(content: bytes, homes: bytes) -> Snapshot:
    """A snapshot as it was kept."""
    arrays = unpack(content)
    until = int(arrays.pop("until")[0])
    return Snapshot(homes=Homes(**unpack(homes)), until=until, **arrays)


def _arrays(homes: Homes) -> dict[str, AnyArray]:
    return {each.name: getattr(homes, each.name) for each in fields(homes)}


def _digest(arrays: Mapping[str, AnyArray], also: str = "") -> str:
    told = hashlib.sha256(also.encode())
    for name in sorted(arrays):
        values = np.ascontiguousarray(arrays[name])
        told.update(f"{name} {values.dtype.str} {values.shape}".encode())
        told.update(values.tobytes())
    return told.hexdigest()
