"""What is promised, and whether an answer breaks it."""

import io
from itertools import islice
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import PdfReadError
from tests.addresses import ANYBODY

from .hostile import EVIL_HOST, MARKUP
from .promises import (
    FAILING,
    FORGED,
    HEADERS,
    HOST,
    LET_IN,
    MARKED,
    MUNICIPALITY,
    POLICE,
    REFUSED,
    SECRET,
    WORK,
    Attempt,
    Found,
)
from .world import Attacker, World

_SIGNS: Final = ("Traceback (most recent call last)", "psycopg.", "django.db.utils", 'File "/')
_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}
_LONGEST: Final = 2_000_000


def said(answer: Any) -> str:
    """All that an answer tells, from its headers to the text of its pages on paper; of a stream the beginning."""
    if answer.streaming:
        endless = "event-stream" in answer.headers.get("Content-Type", "")
        content = b"".join(islice(answer.streaming_content, 1 if endless else None))
        answer.close()
    else:
        content = answer.content
    if content.startswith(b"%PDF"):
        return _paper(content)
    return f"{answer.headers} {answer.cookies.output()} {content[:_LONGEST].decode(errors='replace')}"


def _paper(content: bytes) -> str:
    try:
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    except PdfReadError:
        return content.decode("latin-1")


def look(found: Found, world: World, attempt: Attempt, answer: Any) -> str:
    """Hold an answer against every promise; all that it said."""
    found.attempts += 1
    found.statuses[answer.status_code] += 1
    told = said(answer)
    _words(found, world, attempt, told)
    _failing(found, attempt, answer, told)
    _headers(found, attempt, answer)
    _doors(found, attempt, answer)
    found.judge(HOST, attempt, kept=EVIL_HOST not in _unasked(attempt, told), saw="leads to the forged host")
    html = "html" in answer.headers.get("Content-Type", "")
    found.judge(MARKED, attempt, kept=not (html and MARKUP in told), saw="typed markup is in the page")
    return told


def _unasked(attempt: Attempt, told: str) -> str:
    """What is told besides text that was typed into a field and is shown in it again."""
    return "" if attempt.what.startswith("field") else told


def _words(found: Found, world: World, attempt: Attempt, told: str) -> None:
    attacker = attempt.attacker
    for promise in (MUNICIPALITY, POLICE, WORK):
        forbidden = [
            c.word for c in world.canaries if not c.may_be_read_by(attacker) and _promise(c, attacker) == promise
        ]
        seen = [word for word in forbidden if word in told]
        found.judge(promise, attempt, kept=not seen, saw=seen)
    own = set(attacker.cookies.values())
    seen = [secret[:9] + "…" for secret in world.secrets - own if secret in told]
    found.judge(SECRET, attempt, kept=not seen, saw=seen)


def _promise(canary: Any, attacker: Attacker) -> str:
    if canary.code != attacker.code:
        return MUNICIPALITY
    return POLICE if canary.opens == "police" else WORK


def _failing(found: Found, attempt: Attempt, answer: Any, told: str) -> None:
    shown = [sign for sign in _SIGNS if sign in told]
    error = getattr(answer, "exc_info", None)
    saw = f"{answer.status_code} {error[0].__name__}: {error[1]}" if error else f"{answer.status_code} {shown}"
    found.judge(FAILING, attempt, kept=answer.status_code < 500 and not shown, saw=saw)


def _headers(found: Found, attempt: Attempt, answer: Any) -> None:
    has = answer.headers
    missing = [name for name, value in _HEADERS.items() if has.get(name) != value]
    policy = has.get("Content-Security-Policy", "")
    if "default-src 'self'" not in policy or "unsafe" in policy or "frame-ancestors 'none'" not in policy:
        missing.append("Content-Security-Policy")
    attacker = attempt.attacker
    read = attacker.secret and answer.status_code == 200 and attempt.target.address.who != ANYBODY
    signed_in = bool(attacker.cookies or read)
    keeping = has.get("Cache-Control", "")
    # What is for everybody may be kept for everybody, where it leaves nothing of the reader in it.
    shared = attempt.target.address.who == ANYBODY and "public" in keeping and not answer.cookies
    if signed_in and not shared and not any(word in keeping for word in ("private", "no-store", "no-cache")):
        missing.append("Cache-Control")
    found.judge(HEADERS, attempt, kept=not missing, saw=f"{answer.status_code} without {missing}")


def _doors(found: Found, attempt: Attempt, answer: Any) -> None:
    """Whether who may gets in, and nobody else."""
    attacker, address, status = attempt.attacker, attempt.target.address, answer.status_code
    if attempt.forged:
        done = status < 400 and not _to_sign_in(answer)
        found.judge(FORGED, attempt, kept=not done, saw=status)
    if not attempt.plain or address.who == ANYBODY:
        return
    if attacker.actor is None:
        found.judge(REFUSED, attempt, kept=status in {401, 403, 404, 405} or _to_sign_in(answer), saw=status)
    elif attacker.secret:
        if attempt.method != "GET":
            found.judge(REFUSED, attempt, kept=status >= 400 or _to_sign_in(answer), saw=status)
    elif not address.may_be_asked_by(attacker.actor):
        found.judge(REFUSED, attempt, kept=status in {403, 404}, saw=status)
    else:
        found.judge(
            LET_IN, attempt, kept=status not in {400, 401, 403, 429} and not _to_sign_in(answer), saw=status
        )


def _to_sign_in(answer: Any) -> bool:
    return bool(answer.status_code == 302 and answer.headers["Location"].startswith("/account/login/"))
