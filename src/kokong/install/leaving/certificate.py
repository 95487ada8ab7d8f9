"""What says that a municipality was erased: for its archive, and for whoever ran the installation."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from .values import Forgotten, Manifest


def write(path: Path, done: Forgotten, manifests: Sequence[Manifest], now: datetime) -> None:
    """Write the certificate as text."""
    path.write_text("\n".join(_lines(done, manifests, now)) + "\n", encoding="utf-8")


def _lines(done: Forgotten, manifests: Sequence[Manifest], now: datetime) -> Iterator[str]:
    yield f"# Certificate of erasure: {done.name} ({done.code})\n"
    yield f"Erased {now:%Y-%m-%d %H:%M} UTC from this installation of Kokong.\n"
    yield "## What went to the archive before\n"
    for manifest in manifests:
        yield f"- The part of the {manifest.part}, taken {manifest.taken}: {manifest.rows} rows in"
        yield f"  {len(manifest.files)} files. Digest (SHA-256 of its manifest): {manifest.digest}"
    yield f"\nLines of the log written after the export, and erased with it: {done.later_lines}.\n"
    yield "## What was erased\n"
    yield f"{done.rows} rows, {done.jobs} jobs, {done.accounts} accounts of people who worked nowhere else here.\n"
    yield "| Table | Rows |\n|---|---|"
    yield from (f"| {table} | {rows} |" for table, rows in sorted(done.erased.items()) if rows)
    yield "\n## What remains\n"
    yield "Backups that were taken before hold these rows until they are removed. Accounts of people who also work"
    yield "for another municipality here, or at an alarm centre, stay theirs."
