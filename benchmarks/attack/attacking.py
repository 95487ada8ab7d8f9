"""The attack itself: who asks what, in which ways. Each attempt is undone."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, Final
from urllib.parse import quote

from django.db import transaction
from django.test.client import MULTIPART_CONTENT

from . import hostile, targets, watching
from .promises import MUNICIPALITY, WRITTEN, Attempt, Found
from .targets import Form, Target
from .world import Attacker, World

_NEVER: Final = 987_654_321
_SHEET: Final = "application/json"
Guard = Callable[[Attacker], Callable[[], bool]]
"""Called before each attempt; says afterwards whether rows of another municipality were written."""


class Attack:
    """One afternoon. `aliases` are the connections whose work is undone after each attempt."""

    def __init__(
        self, world: World, *, aliases: Sequence[str], guard: Guard | None = None,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:  # fmt: skip
        self.say = say
        self.world, self.aliases, self.guard = world, aliases, guard
        self.found = Found()
        self.operations = targets.operations()

    def run(self, which: Sequence[Target]) -> Found:
        """Attack all of it."""
        for number, target in enumerate(which, 1):
            self.say(f"{number}/{len(which)} {target.name}: {self.found.attempts:,} attempts")
            heard: dict[str, set[str]] = {"GET": set(), "POST": set()}
            for attacker in self.world.attackers:
                self._plainly(attacker, target, heard)
                self._with_others_ids(attacker, target)
            self._boldly(target, heard)
        return self.found

    def _plainly(self, attacker: Attacker, target: Target, heard: dict[str, set[str]]) -> None:
        """As the page itself would, reading and writing, and with every other method."""
        url, address = target.url(self.world.own(attacker).ids), target.address
        for method in ("GET", "POST"):
            with targets.listening() as names:
                meant = method == address.method or (method == "GET" and address.kind == "page")
                self._ask(Attempt(attacker, target, method, "plain", plain=meant), url, dict(address.body or {}))
            heard[method] |= names
        if address.method not in {"GET", "POST"}:
            attempt = Attempt(attacker, target, address.method, "plain", plain=True)
            self._ask(attempt, url, dict(address.body or {}))

    def _with_others_ids(self, attacker: Attacker, target: Target) -> None:
        """With the other municipality's ids in the address: as for ids that never were."""
        parts = [part for part in target.parts if part.endswith("_id")]
        if not parts:
            return
        foreign = self.world.own(attacker).ids | {p: self.world.foreign(attacker).ids[p] for p in parts}
        never = self.world.own(attacker).ids | dict.fromkeys(parts, _NEVER)
        for method in {"GET", "POST", target.address.method}:
            body = dict(target.address.body or {})
            statuses = [
                self._ask(Attempt(attacker, target, method, what), target.url(ids), body).status_code
                for what, ids in (("another municipality's ids", foreign), ("ids of nothing", never))
            ]
            attempt = Attempt(attacker, target, method, "another municipality's ids")
            self.found.judge(MUNICIPALITY, attempt, kept=len(set(statuses)) == 1, saw=statuses)

    def _boldly(self, target: Target, heard: dict[str, set[str]]) -> None:
        """With all that is hostile, as somebody who gets far enough to do harm."""
        attacker = self._strongest(target)
        url = target.url(self.world.own(attacker).ids)
        for method in targets.METHODS:
            self._ask(Attempt(attacker, target, method, "another method"), url)
        for kind, body in hostile.some(hostile.BODIES_ALWAYS, hostile.BODIES_IN_TURN):
            self._ask(Attempt(attacker, target, "POST", f"a body of {kind}"), url, body, kind)
        for claim in hostile.some(hostile.CLAIMS_ALWAYS, hostile.CLAIMS_IN_TURN):
            for method in ("GET", "POST"):
                self._ask(Attempt(attacker, target, method, f"claims {sorted(claim)}"), url, headers=claim)
        for method in {"POST", target.address.method} - {"GET"}:
            proven = target.name in targets.BY_LINK or not attacker.cookies
            forged = Attempt(attacker, target, method, "without the page's token", forged=not proven)
            self._ask(forged, url, dict(target.address.body or {}), csrf=True)
        self._in_paths(attacker, target)
        self._in_queries(attacker, target, url, heard["GET"])
        self._in_fields(attacker, target, url, heard["POST"])

    def _strongest(self, target: Target) -> Attacker:
        people = [each for each in self.world.attackers if each.cookies]
        return next((p for p in people if p.actor and target.address.may_be_asked_by(p.actor)), people[0])

    def _in_paths(self, attacker: Attacker, target: Target) -> None:
        ids = self.world.own(attacker).ids
        for part in target.parts:
            known = str(ids.get(part, 1))
            before, found, after = target.url(ids).rpartition(f"/{quote(known)}")
            for text in hostile.some(hostile.PATHS_ALWAYS, hostile.PATHS_IN_TURN) if found else ():
                for method in ("GET", "POST"):
                    url = f"{before}/{text}{after}"
                    self._ask(Attempt(attacker, target, method, f"{part} in the path is {text[:20]!r}"), url)

    def _in_queries(self, attacker: Attacker, target: Target, url: str, heard: set[str]) -> None:
        names = (
            heard | set(self.operations.get(target.name, {}).get("GET", ())) | {*targets.standard_names(target)}
        )
        for name in sorted(names):
            for text in self._texts(attacker):
                asked = f"{url}?{quote(name)}={quote(text)}"
                self._ask(Attempt(attacker, target, "GET", f"field {name} is {text[:20]!r}"), asked)
            self._ask(
                Attempt(attacker, target, "GET", f"field {name} twice"), f"{url}?{name}=1&{name}=2&{name}=%ff"
            )

    def _in_fields(self, attacker: Attacker, target: Target, url: str, heard: set[str]) -> None:
        if target.json:
            self._in_json(attacker, target, url)
            return
        answer = self._answer(attacker, "GET", url, None, "", {})
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")  # a picture holds no form
        form = Form(watching.said(answer) if is_page else "")
        usual = form.sent | {key: str(value) for key, value in (target.address.body or {}).items()}
        usual.pop("csrfmiddlewaretoken", None)
        for name in sorted(heard | set(usual)):
            for text in self._texts(attacker):
                attempt = Attempt(attacker, target, "POST", f"field {name} is {text[:20]!r}")
                self._ask(attempt, url, usual | {name: text})

    def _in_json(self, attacker: Attacker, target: Target, url: str) -> None:
        usual = dict(target.address.body or {})
        for method, names in self.operations.get(target.name, {target.address.method: tuple(usual)}).items():
            for name in names if method != "GET" else ():
                for value in (*self._jsons(), *map(int, self._foreign_ids(attacker))):
                    attempt = Attempt(attacker, target, method, f"field {name} is {str(value)[:20]!r}")
                    self._ask(attempt, url, usual | {name: value})

    def _texts(self, attacker: Attacker) -> Iterator[str]:
        yield from (*hostile.some(hostile.ALWAYS, hostile.IN_TURN), *self._foreign_ids(attacker))

    def _jsons(self) -> tuple[Any, ...]:
        return hostile.some(hostile.JSONS_ALWAYS, hostile.JSONS_IN_TURN)

    def _foreign_ids(self, attacker: Attacker) -> Iterator[str]:
        ids = self.world.foreign(attacker).ids
        yield from sorted({str(ids[name]) for name in ("dwelling_id", "user_id")})

    def _ask(
        self,
        attempt: Attempt,
        url: str,
        body: Any = None,
        kind: str = "",
        *,
        headers: Mapping[str, str] = {},
        csrf: bool = False,
    ) -> Any:
        if not kind:
            kind = _SHEET if attempt.target.json else MULTIPART_CONTENT
            body = json.dumps(body or {}) if kind == _SHEET else dict(body or {})
        with self._undone():
            crossed = self.guard(attempt.attacker) if self.guard else None
            answer = self._answer(attempt.attacker, attempt.method, url, body, kind, headers, csrf=csrf)
            watching.look(self.found, self.world, attempt, answer)
            if crossed and attempt.target.name not in targets.BY_LINK:
                self.found.judge(WRITTEN, attempt, kept=not crossed(), saw=answer.status_code)
        return answer

    def _answer(
        self, attacker: Attacker, method: str, url: str, body: Any, kind: str, headers: Mapping[str, str],
        *, csrf: bool = False,
    ) -> Any:  # fmt: skip
        browser = attacker.browser(csrf=csrf)
        ask = getattr(browser, method.lower())
        if method in {"GET", "HEAD"}:
            return ask(url, **headers)
        if kind == MULTIPART_CONTENT and method != "POST":
            kind, body = "application/x-www-form-urlencoded", b""
        return ask(url, body, content_type=kind, **headers)

    @contextmanager
    def _undone(self) -> Iterator[None]:
        """Whatever is done is undone, in all connections."""
        with ExitStack() as all_of_them:
            for alias in self.aliases:
                all_of_them.enter_context(transaction.atomic(using=alias))
            yield
            for alias in self.aliases:
                transaction.set_rollback(True, using=alias)
