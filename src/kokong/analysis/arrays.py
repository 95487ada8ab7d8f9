"""The array types of the core, and the checks that every function makes of what it is given."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .figures import filled

Floats: TypeAlias = NDArray[np.floating[Any]]
Ints: TypeAlias = NDArray[np.int64]
Ids: TypeAlias = NDArray[np.int32]
Flags: TypeAlias = NDArray[np.bool_]
AnyArray: TypeAlias = NDArray[Any]

DAY = np.timedelta64(1, "D") / np.timedelta64(1, "s")


class Refused(ValueError):
    """The data can't carry what was asked. The message says what happened and what to do.

    A message that is kept with a result, and read later in another language, is a catalogue's with its numbers
    beside it: `message` and `values`. `str` is English.
    """

    def __init__(self, message: str, **values: int | str) -> None:
        super().__init__(filled(message, values) if values else message)
        self.message, self.values = message, values


def floats(values: ArrayLike, name: str) -> Floats:
    """One finite number per burglary, contiguous. Raises Refused naming how many aren't numbers."""
    array = np.ascontiguousarray(values, np.float64)
    if array.ndim != 1:
        raise Refused(f"{name} must have one value per burglary.")
    missing = int((~np.isfinite(array)).sum())
    if missing:
        raise Refused(f"{name}: {missing} of {array.size} values are missing or infinite. Leave those rows out.")
    return array


def days(times: ArrayLike) -> Floats:
    """Times as days since 1970: datetime64 of any unit, or numbers that are days already."""
    array = np.asarray(times)
    if np.issubdtype(array.dtype, np.datetime64):
        if np.isnat(array).any():
            raise Refused(f"{int(np.isnat(array).sum())} of {array.size} times are missing. Leave those rows out.")
        return array.astype("datetime64[s]").astype(np.int64) / float(DAY)
    return floats(array, "time")


def same_length(*arrays: AnyArray) -> int:
    """The common length. Raises Refused when they differ."""
    sizes = {array.size for array in arrays}
    if len(sizes) != 1:
        raise Refused(f"Coordinates and times must be equally many; there are {sorted(sizes)}.")
    return sizes.pop()
