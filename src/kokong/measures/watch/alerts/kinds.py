"""What goes out of an alert: at once or in a digest, by e-mail and text message to members, by notice to contact
persons; and what those who got it are told after. Who agrees is asked just before each is sent.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel import tenancy
from kokong.kernel.models import Municipality
from kokong.sending import api as sending

from .. import models as rows
from . import links, reaching, rules, words

ALERT: Final = "watch_alert"
"""What mailings are because of."""
NOW: Final = "watch.alert_now"
LATER: Final = "watch.alert_later"
TO_MEMBERS: Final = (NOW, LATER)
DIGEST: Final = "watch.digest"
NOTICE: Final = "watch.alert_notice"
NOTICE_LATER: Final = "watch.alert_notice_later"
AFTER: Final = "watch.alert_after"
PURPOSE: Final = "watch.alerts"
MEMBER: Final = "watch member "
CALL: Final = gettext_lazy("See a crime that is going on? Call 112. Afterwards: 114 14. Don't go there yourself.")
ADDRESSED: Final = frozenset(reaching.BY_ADDRESS)


def begin(row: rows.Alert, *, now: datetime) -> None:
    """Let an alert go out, in the caller's transaction."""
    because, title, instant = (ALERT, row.pk), row.title, row.urgency in rules.INSTANT
    if ADDRESSED.intersection(row.ways):
        sending.start_mailing(kind=NOW if instant else LATER, because=because, title=title, now=now)
    if "push" in row.ways:
        sending.start_mailing(kind=NOTICE if instant else NOTICE_LATER, because=because, title=title, now=now)


def tell_after(row: rows.Alert, word: rows.AlertWord, *, now: datetime) -> None:
    """Tell those who got it what is to be said after it."""
    title = str(words.TOLD[word.what]) % {"title": row.title}
    sending.start_mailing(kind=AFTER, because=(ALERT, row.pk), turn=str(word.pk), title=title, now=now)


def member_of(whom: str) -> int:
    """The member that a message is for."""
    return int(whom.removeprefix(MEMBER))


def _alert(number: int) -> rows.Alert:
    found: rows.Alert = rows.Alert.objects.get(pk=number)
    return found


def _members(asked: sending.Asked, after: str, limit: int) -> sending.Page:
    """Everybody in its groups, whatever they agree to: that is asked when it is sent."""
    return _page(asked, after, limit, lambda row, each: sending.Recipient(_to(row, each)))


def _digested(asked: sending.Asked, after: str, limit: int) -> sending.Page:
    """The same, each in the digest of an hour."""
    local = timezone.localtime(asked.made)

    def one(row: rows.Alert, each: rows.Member) -> sending.Recipient:
        quiet = (row.quiet_from, row.quiet_until) if row.quiet_from and row.quiet_until else None
        hour = rules.digest_hour(urgency=row.urgency, own=each.digest_at, quiet=quiet, local=local)
        return sending.Recipient(_to(row, each), digest_at=hour)

    return _page(asked, after, limit, one)


def _page(
    asked: sending.Asked, after: str, limit: int, one: Callable[[rows.Alert, rows.Member], sending.Recipient]
) -> sending.Page:
    row = _alert(asked.because[1])
    found = list(reaching.members(row.told).filter(pk__gt=int(after or 0))[:limit])
    return sending.Page([one(row, each) for each in found], str(found[-1].pk) if len(found) == limit else "")


def _to(row: rows.Alert, each: rows.Member) -> sending.To:
    """By text message only what is going on now: members have agreed to no other."""
    sms = "sms" in row.ways and row.urgency in rules.INSTANT
    return sending.To(
        email=each.email if "email" in row.ways else "", phone=each.phone if sms else "",
        known_as=f"{MEMBER}{each.pk}", language=each.language,
    )  # fmt: skip


def _watchers(asked: sending.Asked, after: str, limit: int) -> sending.Page:
    told = reaching.watchers(_alert(asked.because[1]).told, now=timezone.now())
    found = [each for each in told if each > int(after or 0)][:limit]
    return sending.Page(
        [sending.To(user_id=each) for each in found], str(found[-1]) if len(found) == limit else ""
    )


def _agreed(dues: Sequence[sending.Due], now: datetime) -> Collection[int]:
    """Those who still agree, in a group that still goes on; who left one of two groups is told by the other.

    A digest asks for several alerts at once.
    """
    by_alert: dict[int, list[sending.Due]] = defaultdict(list)
    for due in dues:
        by_alert[due.because[1]].append(due)
    told = ((_alert(number), mine) for number, mine in by_alert.items())
    return [found for row, mine in told if _goes_out(row, now) for found in _reached(row, mine)]


def _reached(row: rows.Alert, dues: Sequence[sending.Due]) -> Collection[int]:
    told = reaching.members(reaching.going(row.told))
    mine = rows.Member.objects.filter(pk__in=[member_of(due.whom) for due in dues])
    address = {each.pk: {"email": each.email.lower(), "sms": each.phone} for each in mine}
    same = told.filter(email__in=[each["email"] for each in address.values() if each["email"]]) | told.filter(
        phone__in=[each["sms"] for each in address.values() if each["sms"]]
    )
    there: dict[str, set[str]] = defaultdict(set)
    for each in reaching.reached(same, urgency=row.urgency, ways=row.ways):
        there[each.way].add(each.address)
    return [
        due.id for due in dues if address.get(member_of(due.whom), {}).get(due.way, "") in there[due.way] - {""}
    ]


def _had_it(dues: Sequence[sending.Due], now: datetime) -> Collection[int]:  # noqa: ARG001
    """Those to whom the alert went by this way; also who wants no more since: this mends what they know."""
    because = dues[0].because
    had = {
        way: sending.reached(
            because=because, kinds=TO_MEMBERS, way=way, whom=[due.whom for due in dues if due.way == way]
        )
        for way in ADDRESSED
    }
    return [due.id for due in dues if due.whom in had.get(due.way, ())]


def _goes_out(row: rows.Alert, now: datetime) -> bool:
    return row.state == "out" and now < row.expires


def _say(due: sending.Due, now: datetime) -> sending.Said | None:
    """While it is out and of use."""
    row = _alert(due.because[1])
    if not _goes_out(row, now):
        return None
    if due.way == "sms":
        return sending.Said(row.title, row.short)
    return sending.Said(row.title, "\n\n".join((row.text, *_below(row, due))))


def _below(row: rows.Alert, due: sending.Due) -> tuple[str, ...]:
    return below(until=row.expires, link=links.address_of(row, member_of(due.whom)))


def below(*, until: datetime, link: str) -> tuple[str, ...]:
    """What stands below an alert in an e-mail: how to answer, whom to call, and how long it is of use."""
    place = Municipality.objects.get(pk=tenancy.municipality_id()).signed
    by = date_format(timezone.localtime(until), "j F H:i")
    return (
        _("Have you seen something? Answer here: %(link)s") % {"link": link},
        str(CALL),
        _("%(place)s, with the police. Of use until %(until)s.") % {"place": place, "until": by},
    )


def _notice(due: sending.Due, now: datetime) -> sending.Said | None:
    row = _alert(due.because[1])
    return sending.Said(row.title, row.short) if _goes_out(row, now) else None


def _say_after(due: sending.Due, now: datetime) -> sending.Said | None:  # noqa: ARG001
    word = rows.AlertWord.objects.select_related("alert__municipality").filter(pk=int(due.turn)).first()
    if word is None:
        return None
    title = str(words.TOLD[word.what]) % {"title": word.alert.title}
    if due.way == "sms":
        return sending.Said(title, f"{title}. {word.text}")
    place = word.alert.municipality.signed
    return sending.Said(title, "\n\n".join((word.text, _("%(place)s, with the police.") % {"place": place})))


_TITLE: Final = gettext_lazy("Alert of the neighbourhood watch")
_MEMBERS: Final[dict[str, Any]] = {"audience": _members, "urgent": True, "lasts": rules.LONGEST_LIFE}
_BOTH: Final[dict[str, Any]] = {"offers": reaching.BY_ADDRESS, "usual": reaching.BY_ADDRESS}
_LETTER: Final[dict[str, Any]] = {"offers": ("email",), "usual": ("email",)}
_NOTICE: Final[dict[str, Any]] = {
    "offers": ("page", "push"), "usual": ("page", "push"), "roles": frozenset({"contact_person"}),
    "may_turn_off": True, "audience": _watchers, "lasts": rules.LONGEST_LIFE,
}  # fmt: skip
NOW_TOLD: Final = sending.Kind(NOW, _TITLE, _say, purpose=PURPOSE, agree=_agreed, **_BOTH, **_MEMBERS)
LATER_TOLD: Final = sending.Kind(
    LATER, gettext_lazy("Alert of the neighbourhood watch, in a digest"), _say, purpose=PURPOSE, agree=_agreed,
    audience=_digested, lasts=rules.LONGEST_LIFE, digest=DIGEST, **_LETTER,
)  # fmt: skip
DIGEST_TOLD: Final = sending.digest(DIGEST, gettext_lazy("From your neighbourhood watch"), purpose=PURPOSE)
AFTER_TOLD: Final = sending.Kind(
    AFTER,
    gettext_lazy("After an alert of the neighbourhood watch"),
    _say_after,
    agree=_had_it,
    **_BOTH,
    **_MEMBERS,
)
NOTICE_TOLD: Final = sending.Kind(NOTICE, _TITLE, _notice, urgent=True, **_NOTICE)
NOTICE_LATER_TOLD: Final = sending.Kind(
    NOTICE_LATER, gettext_lazy("Alert of the neighbourhood watch that can wait"), _notice,
    quiet=sending.Quiet(*rules.QUIET), **_NOTICE,
)  # fmt: skip
