"""The file that a person takes along: the same as data for programs and as a page to read, in one ZIP."""

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import datetime

from django.template.loader import render_to_string

from kokong.kernel import audit

from .showing import Part
from .values import Asked, Case


def packed(
    *, asked: Asked, municipality: str, parts: Sequence[Part], requests: Sequence[Case], now: datetime
) -> bytes:
    """The ZIP; that it was taken is written down."""
    audit.record(action="rights.taken", subject="rights", detail={"parts": len(parts)})
    told = {
        "municipality": municipality,
        "address": asked.email,
        "account": asked.user_id,
        "made": now.isoformat(),
        "held": [_part(part) for part in parts],
        "requests": [_request(each) for each in requests],
    }
    shown = {**told, "parts": parts, "requests": requests, "now": now}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("held.json", json.dumps(told, ensure_ascii=False, indent=2, default=str))
        file.writestr("held.html", render_to_string("people/rights/file.html", shown))
    return packed.getvalue()


def _part(part: Part) -> dict[str, object]:
    return {
        "room": part.room, "table": part.table, "about_you": part.own, "why": part.why, "rows": part.raw,
    }  # fmt: skip


def _request(case: Case) -> dict[str, object]:
    return {
        "kind": case.kind, "text": case.text, "asked": case.asked.isoformat(), "due": case.due.isoformat(),
        "outcome": case.outcome, "answer": case.answer,
    }  # fmt: skip
