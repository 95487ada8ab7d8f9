"""Frozen pictures over HTTP, to read: what both authorities may see, in counts alone."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Router, Schema

from kokong.people.api import MISSING, REFUSALS, allow

from . import reading
from .values import Version

router = Router(tags=["situational picture"])

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


class VersionOut(Schema):
    """A frozen version: of the time from `since` up to `before`, which is not included."""

    version: int
    frozen: datetime
    since: date
    before: date


class PartOut(Schema):
    """A figure: its numbers, and what they said in one language when it was frozen."""

    code: str
    title: str
    sentence: str
    source: str
    numbers: dict[str, Any]


class WholeOut(VersionOut):
    """A version with its figures and the analysts' text."""

    conclusions: str
    mapping: str
    other: str
    analysis: str
    parts: list[PartOut]


@router.get("/", response={200: list[VersionOut], **REFUSALS}, summary="List frozen situational pictures")
def list_pictures(request: HttpRequest) -> list[dict[str, Any]]:
    """All versions, the newest first."""
    allow(request, "cooperation.see")
    return [_head(each) for each in reading.versions()]


@router.get("/{version}", response={200: WholeOut, **MISSING, **REFUSALS}, summary="Read a frozen picture")
def get_picture(request: HttpRequest, version: Number, language: Literal["sv", "en"] = "sv") -> dict[str, Any]:
    """One version as it was frozen, in one of the languages."""
    allow(request, "cooperation.see")
    found = reading.version(number=version)
    parts = [
        {"code": each.code, "title": each.title, "sentence": each.body.sentence, "source": each.source,
         "numbers": found.numbers[each.code]}
        for each in found.said(language)
    ]  # fmt: skip
    return {**_head(found), **vars(found.text), "parts": parts}


def _head(found: Version) -> dict[str, Any]:
    return {"version": found.number, "frozen": found.at, "since": found.asked.since, "before": found.asked.until}
