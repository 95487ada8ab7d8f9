"""Files written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..arrays import Refused


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Somewhere to write; only when the block ends well is it renamed to `path`, in place of what was there.

    What is no ordinary file, such as /dev/stdout, is written as it is.
    """
    if path.parts[:2] == ("/", "dev") or (path.exists() and not path.is_file()):
        yield path
        return
    path = path.resolve()
    held = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")  # the same ending: pictures go by it
    try:
        yield held
        held.replace(path)
    finally:
        held.unlink(missing_ok=True)


def refuse_unwritable(path: Path, *, source: Path) -> None:
    """Before anything is computed: raises Refused where `path` can't be written, or is the file that is read."""
    if path.is_dir():
        raise Refused(f"{path} could not be written: it is a folder. Name a file in it.")
    if not path.parent.is_dir():
        raise Refused(f"{path} could not be written: there is no folder {path.parent}.")
    if path.exists() and source.exists() and path.samefile(source):
        raise Refused(f"{path} is the file with the burglaries. Write the result to another.")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise Refused(f"{path} could not be written: there is no permission to.")
