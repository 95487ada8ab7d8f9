"""The chain of the log as it lies in the database, and as a file that proves itself elsewhere."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TextIO

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import timezone

from . import audit, tenancy
from .chain import Head, Link, Verdict, head, start, verify
from .errors import UserError
from .models import AuditEntry, AuditSeal

KIND: Final = "kokong audit log, 1"
LINKS: Final = """
SELECT seal.number, seal.content, seal.previous, seal.hash,
  CASE WHEN line.id IS NOT NULL THEN kokong_audit_text(line) END
FROM kernel_auditseal seal LEFT JOIN kernel_auditentry line ON line.id = seal.entry_id
WHERE seal.chain = %s AND seal.number BETWEEN %s AND %s ORDER BY seal.number
"""
BATCH: Final = 2000
LAST: Final = 2**63 - 1


@dataclass(frozen=True)
class Exported:
    """What an export holds: so many lines, the last of them, and the head of the whole chain then."""

    lines: int
    head: Head


def links(*, first: int = 1, last: int = LAST) -> Iterator[Link]:
    """The sealed lines of the municipality in scope, in order; without text what the reader may not see."""
    with connection.cursor() as cursor:
        while True:
            cursor.execute(LINKS, [_chain(), first, min(last, first + BATCH - 1)])
            rows = cursor.fetchall()
            if not rows and first > head_now().number:
                return
            yield from (Link(n, bytes(c), bytes(p), bytes(h), text) for n, c, p, h, text in rows)
            first += BATCH
            if first > last:
                return


def check(*, kept: Head | None = None) -> Verdict:
    """Whether every line of the municipality in scope stands where it was sealed. Needs the system's scope."""
    found = verify(_present(), after=Head(0, start(_chain())), kept=kept)
    return found if found.problem else Verdict(found.lines, found.head, _unsealed())


def _present() -> Iterator[Link]:
    for link in links():
        # A line that is gone reads as one that says nothing.
        yield Link(link.number, link.content, link.previous, link.hash, link.text or "")


def _unsealed() -> str:
    sealed = AuditSeal.objects.filter(entry_id=OuterRef("pk"))
    loose = AuditEntry.objects.filter(~Exists(sealed)).order_by("pk").values_list("pk", flat=True).first()
    return f"Entry {loose} was never sealed: it was written past the database's trigger." if loose else ""


def export(path: Path, *, since: datetime | None = None, until: datetime | None = None) -> Exported:
    """Write the lines of the municipality in scope between two moments, and log that.

    The lines are an unbroken stretch of the chain: a few that were written outside of the period but sealed
    inside of it are among them. Raises UserError where there are none.
    """
    first, last = _stretch(since, until)
    after = _before(first)
    with path.open("w", encoding="utf-8") as file:
        _write(
            file, {"kind": KIND, "chain": _chain(), "after": str(after), "exported": timezone.now().isoformat()}
        )
        lines = 0
        for link in links(first=first, last=last):
            _write(file, _plain(link))
            lines, after = lines + 1, Head(link.number, link.hash)
        _write(file, {"lines": lines, "head": str(after)})
    audit.record(action="audit.exported", subject="log", detail={"first": first, "last": last})
    return Exported(lines, after)


def check_file(path: Path, *, kept: Head | None = None) -> Verdict:
    """Whether an export is whole, without any database. Raises UserError for what is no export."""
    try:
        with path.open(encoding="utf-8") as file:
            return _check_lines(iter(file), kept)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(f"{path} is no export of the log, or it was damaged: {error}") from error


def _check_lines(file: Iterator[str], kept: Head | None) -> Verdict:
    header = json.loads(next(file, "{}"))
    if header.get("kind") != KIND:
        raise ValueError("its first line doesn't say so")
    after, footer = head(header["after"]), {}

    def read() -> Iterator[Link]:
        for text in file:
            row = json.loads(text)
            if "head" in row:
                footer.update(row)
                return
            yield _link(row)

    if after.number == 0 and after.hash != start(header["chain"]):
        return Verdict(0, after, "The file begins with another municipality's chain.")
    found = verify(read(), after=after, kept=kept)
    return found if found.problem else replace(found, problem=_cut(found, footer, next(file, "")))


def _cut(found: Verdict, footer: dict[str, Any], rest: str) -> str:
    if not footer:
        return f"The file stops after line {found.head.number}: its end was cut off."
    if rest:
        return "Something stands after the file's last line."
    if footer["lines"] != found.lines or footer["head"] != str(found.head):
        return f"The file ends with line {found.head.number}, but says that it ended with {footer['head']}."
    return ""


def _stretch(since: datetime | None, until: datetime | None) -> tuple[int, int]:
    rows = AuditEntry.objects.all()
    rows = rows.filter(at__gte=since) if since else rows
    rows = rows.filter(at__lt=until) if until else rows
    seals = AuditSeal.objects.filter(chain=_chain(), entry_id__in=rows.values("pk")).order_by("number")
    first, last = seals.first(), seals.last()
    if first is None or last is None:
        raise UserError("There are no lines in that period. Nothing was written.")
    return first.number, last.number


def _before(number: int) -> Head:
    row = AuditSeal.objects.filter(chain=_chain(), number=number).get()
    return Head(number - 1, bytes(row.previous))


def head_now() -> Head:
    """The last place of the chain in scope: whoever keeps it elsewhere can prove later that nothing is missing."""
    row = AuditSeal.objects.filter(chain=_chain()).order_by("-number").first()
    return Head(row.number, bytes(row.hash)) if row else Head(0, start(_chain()))


def _chain() -> int:
    return tenancy.current().municipality_id or 0


def _plain(link: Link) -> dict[str, Any]:
    return {
        "number": link.number,
        "content": link.content.hex(),
        "previous": link.previous.hex(),
        "hash": link.hash.hex(),
        "line": link.text,
    }


def _link(row: dict[str, Any]) -> Link:
    content, previous, seal = (bytes.fromhex(row[name]) for name in ("content", "previous", "hash"))
    return Link(int(row["number"]), content, previous, seal, row["line"])


def _write(file: TextIO, row: dict[str, Any]) -> None:
    file.write(json.dumps(row, ensure_ascii=False) + "\n")
