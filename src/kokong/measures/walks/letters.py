"""What owners, and those who wish for a walk, are written; in words that are true when they are sent."""

from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kokong.sending import api as sending

from . import links, reading, rules, words
from . import models as rows

ASKED, WISHED, CHANGED = "walk.asked", "walk.wished", "walk.changed"


def _ask(due: sending.Due, now: datetime) -> sending.Said | None:  # noqa: ARG001
    """While somebody asks them; a reminder while something has no answer, a receipt of what was answered."""
    row = rows.Ask.objects.select_related("walk", "holder", "municipality").filter(pk=due.because[1]).first()
    if row is None or row.holder.ended is not None:
        return None
    if due.turn.startswith("receipt "):
        return _receipt(row, int(due.turn.split()[1]))
    if due.turn.startswith("urge "):
        return _urge(row)
    waits = rows.Finding.objects.filter(Q(walk_id=row.walk_id, holder_id=row.holder_id, state="asked")).count()
    if not waits:
        return None
    title = _("Safety walk: your answer is asked for")
    if due.turn.startswith("reminder "):
        title = _("Reminder: a safety walk waits for your answer")
    count = ngettext(
        "%(n)d thing was found on ground that you hold, and has no answer yet.",
        "%(n)d things were found on ground that you hold, and have no answer yet.",
        waits,
    ) % {"n": waits}
    lines = (
        _("Residents walked “%(walk)s” with %(place)s.")
        % {"walk": row.walk.title, "place": row.municipality.signed},
        count,
        _("Answer each by %(day)s: it is done, it will be done by a day, or it will not be done, and why.")
        % {"day": date_format(row.due, "j F Y")},
        _("Your answers are read by everybody. You need no account; whoever has this link answers for you:"),
        links.address_of(row),
    )
    return sending.Said(title, "\n\n".join(lines))


def undone(row: rows.Ask) -> "QuerySet[rows.Finding]":
    """What the owner still has to answer or to do."""
    waits = rows.Finding.objects.filter(walk_id=row.walk_id, holder_id=row.holder_id, state__in=rules.WAITS)
    return waits.order_by("at", "pk")


def _urge(row: rows.Ask) -> sending.Said | None:
    """What the municipality itself has not done, and until when it has; None where everything is."""
    found = reading.findings(ids=list(undone(row).values_list("pk", flat=True)))
    by = next((each.act_by for each in found if each.act_by is not None), None)
    if by is None:
        return None
    lines = (
        _("What residents found on “%(walk)s” is done within six months: by %(day)s. This is not done yet:")
        % {"walk": row.walk.title, "day": date_format(by, "j F Y")},
        "\n".join(
            _("%(n)d. %(about)s, %(street)s: %(state)s.")
            % {"n": each.number, "about": words.CATEGORIES[each.category], "street": each.street or "–",
               "state": words.FOUND[each.state]}
            for each in found
        ),
        _("Say on this page what is done, or by which day it will be:"),
        links.address_of(row),
    )  # fmt: skip
    return sending.Said(_("Safety walk: six months to act"), "\n\n".join(lines))


def _receipt(row: rows.Ask, finding_id: int) -> sending.Said | None:
    found = reading.findings(ids=[finding_id])
    if not found:
        return None
    lines = (
        _("Somebody with the link that we sent you has answered about finding %(n)d of “%(walk)s”:")
        % {"n": found[0].number, "walk": row.walk.title},
        f"{words.FOUND[found[0].state]}: {found[0].said}",
        _("Was it not you? Correct it on the page, or write to %(place)s for a new link:")
        % {"place": row.municipality.signed},
        links.address_of(row),
    )
    return sending.Said(_("Safety walk: your answer is noted"), "\n\n".join(lines))


def _wish(due: sending.Due, now: datetime) -> sending.Said | None:  # noqa: ARG001
    """To prove the address; and once more when the wish was seen to."""
    row = rows.Wish.objects.select_related("municipality", "walk").filter(pk=due.because[1]).first()
    if row is None or not row.email:
        return None
    if due.turn == "confirm":
        if row.proven is not None:
            return None
        first = (
            _("Somebody, we hope you, has asked %(place)s for a safety walk: %(where)s.")
            % {"place": row.municipality.signed, "where": row.where},
            _("Nothing happens unless you press the button on this page within 30 days."),
            links.address_of(row),
        )
        return sending.Said(_("Confirm that you ask for a safety walk"), "\n\n".join(first))
    if row.proven is None or row.ended is None:
        return None
    lines = (
        _("You asked %(place)s for a safety walk: %(where)s.")
        % {"place": row.municipality.signed, "where": row.where},
        row.answer,
    )
    return sending.Said(_("Your wish for a safety walk"), "\n\n".join(lines))


ASK: Final = sending.Kind(
    ASKED, gettext_lazy("Owners asked after a safety walk"), _ask, offers=("email",), usual=("email",)
)
WISH: Final = sending.Kind(
    WISHED, gettext_lazy("A resident’s wish for a safety walk"), _wish, offers=("email",), usual=("email",)
)


def _news(due: sending.Due, now: datetime) -> sending.Said | None:  # noqa: ARG001
    """What changed since participants were told last; None where nothing did, or it was taken back."""
    row = rows.Walk.objects.select_related("municipality").filter(pk=due.because[1]).first()
    ids = [int(each) for each in str(due.context.get("findings", "")).split()]
    found = [each for each in reading.findings(ids=ids) if each.state in SAID]
    if row is None or not found:
        return None
    lines = [
        _("%(n)d. %(about)s, %(street)s: %(state)s. %(said)s")
        % {
            "n": each.number, "about": words.CATEGORIES[each.category], "street": each.street or "–",
            "state": words.FOUND[each.state], "said": each.said,
        }
        for each in found
    ]  # fmt: skip
    begin = _("There is news of what was found on “%(walk)s”.") % {"walk": row.title}
    end = _("This comes from %(place)s, because you walked along.") % {"place": row.municipality.signed}
    return sending.Said(
        _("News of the safety walk “%(walk)s”") % {"walk": row.title}, "\n\n".join((begin, *lines, end))
    )


SAID: Final = ("promised", "refused", "done", "confirmed")
NEWS: Final = sending.Kind(
    CHANGED, gettext_lazy("News of a safety walk"), _news, offers=("email",), usual=("email",)
)
