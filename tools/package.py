"""Build what is released, twice, and refuse it where anything is missing or two builds differ.

    make package

Both builds are of what is committed, in folders of their own: the first from the repository, the second from the
first one's source archive, as whoever packages Kokong for a distribution builds it. What comes of it lies in
`dist/`, with the digests of both files.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
DIST: Final = ROOT / "dist"
SOURCE: Final = "src/kokong/"
BUILT: Final = "kokong/kernel/static/kokong/"
"""What the front end's build writes into the wheel."""


def main() -> int:
    """Build twice, compare, check, list."""
    with tempfile.TemporaryDirectory(prefix="kokong-package-") as folder:
        first, second = Path(folder) / "first", Path(folder) / "second"
        _committed(first / "source")
        ours = build(first / "source", first / "dist")
        _unpack(ours[0], second / "source")
        theirs = build(second / "source", second / "dist")
        differing = [mine.name for mine, other in zip(ours, theirs, strict=True) if digest(mine) != digest(other)]
        if differing:
            return _refused(f"Two builds differ: {', '.join(differing)}.")
        lacking = missing(names(ours[1]), committed())
        if lacking:
            return _refused("The wheel lacks " + ", ".join(lacking[:9]) + ".")
        _run(["-m", "twine", "check", "--strict", *map(str, ours)], ROOT)
        _keep(ours)
    _tell(DIST / ours[1].name)
    return 0


def committed() -> list[str]:
    """The files under version control."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True)
    return listed.stdout.splitlines()


def missing(wheel: Sequence[str], files: Sequence[str]) -> list[str]:
    """What the wheel should hold and doesn't: every file of the source, catalogues compiled, the front end."""
    ours = {name.removeprefix("src/") for name in files if name.startswith(SOURCE)}
    compiled = {name.removesuffix(".po") + ".mo" for name in ours if name.endswith(".po")}
    lacking = sorted((ours | compiled) - set(wheel))
    return lacking if any(name.startswith(BUILT) for name in wheel) else [*lacking, BUILT]


def names(wheel: Path) -> list[str]:
    """The files in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def build(source: Path, to: Path) -> list[Path]:
    """The source archive and the wheel of a folder, in this order."""
    for what in ("--sdist", "--wheel"):
        _run(["-m", "build", "--no-isolation", what, "--outdir", str(to)], source)
    return [next(to.glob("*.tar.gz")), next(to.glob("*.whl"))]


def digest(path: Path) -> str:
    """SHA-256, as `sha256sum` prints it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _run(arguments: Sequence[str], where: Path) -> None:
    # Times in both files are those of the last commit, so that whoever builds it gets the same bytes.
    told = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    environment = {**os.environ, "SOURCE_DATE_EPOCH": told.stdout.strip()}
    environment.pop("PYTHONPATH", None)
    subprocess.run([sys.executable, *arguments], cwd=where, check=True, env=environment)


def _committed(to: Path) -> None:
    to.mkdir(parents=True)
    archive = to.with_suffix(".tar")
    subprocess.run(["git", "archive", "--output", str(archive), "HEAD"], cwd=ROOT, check=True)
    with tarfile.open(archive) as tar:
        tar.extractall(to, filter="data")


def _unpack(archive: Path, to: Path) -> None:
    """A source archive, without the folder that it is wrapped in."""
    with tarfile.open(archive) as tar:
        tar.extractall(to.parent, filter="data")
    (to.parent / archive.name.removesuffix(".tar.gz")).rename(to)


def _keep(files: Sequence[Path]) -> None:
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    for path in files:
        shutil.copy(path, DIST)
    lines = [f"{digest(path)}  {path.name}\n" for path in files]
    (DIST / "SHA256SUMS").write_text("".join(lines), encoding="ascii")


def _tell(wheel: Path) -> None:
    """How many files of which kind each room has in the wheel."""
    found = Counter((name.split("/")[1], Path(name).suffix or "-") for name in names(wheel) if name.count("/") > 1)
    for room in sorted({room for room, _kind in found}):
        kinds = sorted((kind, number) for (where, kind), number in found.items() if where == room)
        print(f"{room:14}", "  ".join(f"{number} {kind}" for kind, number in kinds))
    print((DIST / "SHA256SUMS").read_text(encoding="ascii"), end="")
    print("Built twice with the same bytes; all that is committed of the source is in the wheel.")


def _refused(why: str) -> int:
    print(why, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
