"""The year as a PDF, in the municipality's language. Whoever makes it has read whom to call."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kokong.kernel import audit, documents
from kokong.kernel.models import Municipality

from .. import models as rows
from .. import words
from ..access import municipality_of
from ..panels import contacts
from ..values import Contact
from .silence import Silence, together
from .yearly import Year, year_of

TEMPLATE: Final = Path(__file__).with_name("year.typ")
LANGUAGES: Final = ("sv", "en")
SILENCES_SHOWN: Final = 12
ASK: Final = gettext_lazy(
    "Tell us: whom we call, who has a key, and the code word. Test the alarm once a month, and say so first."
)


def year_report(*, account_id: int, year: int, language: str | None = None, now: datetime) -> bytes:
    """A home's year as a PDF. Logged. Raises AccountMissing; FieldProblem for a year without a panel here."""
    found = year_of(account_id=account_id, year=year, now=now)
    chain = contacts.contacts(account_id=account_id)
    with municipality_of(rows.Account.objects.get(pk=account_id)):
        place = Municipality.objects.get(pk=found.account.municipality_id)
        said: dict[int | str, str] | None = {account_id: found.account.address} if found.account.address else None
        audit.read(
            action="alarm_account.report", subject="alarm_account", subject_id=account_id, rows=[account_id],
            said=said, detail={"year": year},
        )  # fmt: skip
    chosen = language or place.language
    with translation.override(chosen if chosen in LANGUAGES else "en"):
        return documents.typeset(TEMPLATE, data(found, chain, place=place.name, now=now))


def data(found: Year, chain: tuple[Contact, ...], *, place: str, now: datetime) -> dict[str, Any]:
    """What the paper shows, in words."""
    where = found.account.address or found.account.number
    span = {"began": _day(found.began), "ends": _day(found.ends - timedelta(seconds=1))}
    return {
        "language": translation.get_language(),
        "title": _("Your alarm in %(year)d") % {"year": found.year},
        "above": f"{where} · " + _("account %(number)s") % {"number": found.account.number},
        "lead": _("From %(began)s to %(ends)s.") % span,
        "parts": [_alarms(found), _false(found), _tests(found), _silence(found), _chain(chain)],
        "ask": {"title": _("Is something wrong here?"), "lines": [str(ASK)]},
        "foot": _("%(place)s, %(day)s") % {"place": place, "day": _day(now)},
    }  # fmt: skip


def _part(title: str, lines: list[str], head: list[str], listed: list[list[str]], **more: bool) -> dict[str, Any]:
    return {"title": title, "lines": lines, "head": head, "rows": listed, "numbers": True} | more


def _alarms(found: Year) -> dict[str, Any]:
    said = ngettext("%(n)d alarm.", "%(n)d alarms.", found.alarms) % {"n": found.alarms}
    listed = [
        [_word(words.KINDS, kind), _word(words.CLOSE_REASONS, why) if why else _("Not over yet"), str(n)]
        for kind, why, n in found.outcomes
    ]
    return _part(_("Alarms"), [said], [_("What"), _("How it ended"), _("How many")], listed)


def _false(found: Year) -> dict[str, Any]:
    said = _("%(false)d of %(n)d were false.") % {"false": found.false, "n": found.alarms}
    listed = [[_word(words.CLOSE_REASONS, why), str(n)] for why, n in found.causes]
    return _part(_("False alarms"), [said], [_("Cause"), _("How many")], listed)


def _tests(found: Year) -> dict[str, Any]:
    said = ngettext("The panel sent %(n)d test.", "The panel sent %(n)d tests.", found.tests) % {"n": found.tests}
    lines = [said]
    if found.tested is not None:
        lines.append(_("The last one we have came on %(day)s.") % {"day": _day(found.tested)})
    if found.tried:
        lines.append(
            ngettext(
                "%(n)d alarm was tried while the panel was in test.",
                "%(n)d alarms were tried while the panel was in test.",
                found.tried,
            )
            % {"n": found.tried}
        )
    return _part(_("Tests"), lines, [], [])


def _silence(found: Year) -> dict[str, Any]:
    title = _("When we did not hear the panel")
    if not found.supervised:
        return _part(title, [_("No life signs are agreed: nobody notices when the panel falls silent.")], [], [])
    if not found.silent:
        return _part(title, [_("We heard it all the time.")], [], [])
    said = _("%(long)s in all.") % {"long": lasted(together(found.silent))}
    longest = sorted(found.silent, key=lambda one: one.lasted, reverse=True)[:SILENCES_SHOWN]
    listed = [[_moment(one.began), _end(one), lasted(one.lasted)] for one in sorted(longest, key=_began)]
    left = len(found.silent) - len(longest)
    more = [_("The %(n)d shortest times are left out.") % {"n": left}] if left else []
    return _part(title, [said, *more], [_("From"), _("To"), _("How long")], listed)


def _began(one: Silence) -> datetime:
    return one.began


def _end(one: Silence) -> str:
    return _("still") if one.goes_on else _moment(one.ended)


def _chain(chain: tuple[Contact, ...]) -> dict[str, Any]:
    title, head = _("Whom we call, in this order"), [_("Name"), _("Who it is"), _("Telephone and e-mail")]
    if not chain:
        return _part(title, [_("Nobody. Tell us whom we may call, after you have asked them.")], [], [])
    listed = [
        [
            one.name,
            _word(words.CONTACT_KINDS, one.what),
            ", ".join(part for part in (one.phone, one.email) if part),
        ]
        for one in chain
    ]
    return _part(title, [_("Check names and numbers, and tell us what has changed.")], head, listed, numbers=False)


def lasted(time: timedelta) -> str:
    """How long, as people say it: "2 days 3 h", "45 min"."""
    minutes = round(time.total_seconds() / 60)
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = [ngettext("%(n)d day", "%(n)d days", days) % {"n": days}] if days else []
    parts += [_("%(n)d h") % {"n": hours}] if hours else []
    parts += [_("%(n)d min") % {"n": rest}] if (rest and not days) or not parts else []
    return " ".join(parts)


def _word(table: words.Words, code: str) -> str:
    said: str | Promise = table.get(code, code)
    return str(said)


def _day(when: datetime) -> str:
    return date_format(timezone.localtime(when), "j F Y")


def _moment(when: datetime) -> str:
    return date_format(timezone.localtime(when), "j F H:i")
