"""Icons, the coverage ring, times and the clock, for every page."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from django import template
from django.core.paginator import Page
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from . import drawing

register = template.Library()

SOON: Final = timedelta(hours=12)

ROLE_NAMES: Final = {
    "officer": gettext_lazy("Police officer"),
    "coordinator": gettext_lazy("Coordinator"),
    "visitor": gettext_lazy("Field visitor"),
    "contact_person": gettext_lazy("Contact person"),
    "owner_representative": gettext_lazy("Property owner"),
    "alarm_operator": gettext_lazy("Alarm operator"),
    "alarm_supervisor": gettext_lazy("Alarm supervisor"),
    "resident": gettext_lazy("Resident"),
    "auditor": gettext_lazy("Auditor"),
    "police_auditor": gettext_lazy("Police auditor"),
}


class _Acting(Protocol):
    def may(self, action: str) -> bool: ...


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """An icon of the sprite by its Aksel name, `"house"`; silent unless it has a label."""
    address = f"{static('kokong/icons.svg')}#{name}"
    said = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    sized = format_html(' data-size="{}"', size) if size else ""
    return format_html(
        '<svg class="kk-icon"{} {} focusable="false"><use href="{}"></use></svg>', sized, said, address
    )


@register.inclusion_tag("kernel/partials/ring.html")
def ring(eligible: int, visited: int, talked: int, size: str = "md", said: str = "") -> dict[str, Any]:
    """The coverage ring with its sentence, talked to / eligible in the middle. `size` is sm, md or lg.

    `said` is the sentence of a ring that counts something else than homes.
    """
    return {
        "arcs": drawing.ring(eligible=eligible, visited=visited, talked=talked),
        "sentence": said or coverage_sentence(eligible, visited, talked),
        "eligible": eligible,
        "talked": talked,
        "size": size,
    }


def coverage_sentence(eligible: int, visited: int, talked: int) -> str:
    """The ring in words: "5 of 9 homes visited, 3 talked to". A door is visited, a home behind it is reached."""
    if eligible <= 0:
        return _("No homes yet")
    return ngettext(
        "%(visited)d of %(eligible)d home visited, %(talked)d talked to",
        "%(visited)d of %(eligible)d homes visited, %(talked)d talked to",
        eligible,
    ) % {"visited": visited, "eligible": eligible, "talked": talked}


@register.filter
def ago(moment: datetime | None) -> SafeString:
    """A moment as distance from now; the page keeps it fresh, hovering shows date and time."""
    if moment is None:
        return SafeString("–")
    return _time(moment, _full(moment), distance(moment, now=timezone.now()), relative=True)


@register.filter
def moment(value: datetime | None) -> SafeString:
    """A moment as date and time in the municipality's time zone."""
    if value is None:
        return SafeString("–")
    full = _full(value)
    return _time(value, full, full)


def distance(value: datetime, *, now: datetime) -> str:
    """How far `value` lies from `now`, in its largest whole unit: "3 hours ago", "in 2 days"."""
    number, unit = _units(abs(now - value))
    if number == 0:
        return _("just now")
    return (_("in %(span)s") if value > now else _("%(span)s ago")) % {"span": _span(number, unit)}


@register.filter
def by_the_clock(value: datetime) -> SafeString:
    """A moment that somebody has to keep: "Tuesday 1 December at 03:14"."""
    # Translators: a date as Django's `date` filter has it, for "Tuesday 1 December at 03:14".
    return _time(value, _full(value), date_format(timezone.localtime(value), _("l j F \\a\\t H:i")))


@register.inclusion_tag("kernel/partials/clock.html")
def due(deadline: datetime | None, done: datetime | None = None) -> dict[str, Any]:
    """The clock of something that must be finished: time left, time over, or done in time."""
    return {"deadline": deadline, **clock(deadline, done, now=timezone.now())}


def clock(deadline: datetime | None, done: datetime | None, *, now: datetime) -> dict[str, str]:
    """State and words of a deadline: `done`, `late` (done after it), `calm`, `soon` or `over`."""
    if deadline is None:
        return {"state": "calm", "words": _("No deadline")}
    if done is not None:
        late = done > deadline
        return {"state": "late" if late else "done", "words": _("Done late") if late else _("Done in time")}
    left = deadline - now
    span = {"span": _span(*_units(abs(left)))}
    if left < timedelta(0):
        return {"state": "over", "words": pgettext("deadline", "%(span)s over") % span}
    return {"state": "soon" if left <= SOON else "calm", "words": pgettext("deadline", "%(span)s left") % span}


@register.filter
def metres(value: float) -> str:
    """A length in metres as people say it: "850 m", "1.2 km"."""
    if round(value) < 1000:
        return f"{number_format(round(value), 0)} m"
    return f"{number_format(round(value / 1000, 1), 1)} km"


@register.filter
def role_name(role: str) -> str:
    """A role as people call it."""
    return str(ROLE_NAMES.get(role, role))


@register.filter
def role_names(roles: Collection[str]) -> str:
    """Several roles as people call them, in the order of `ROLE_NAMES`."""
    return ", ".join([role_name(role) for role in ROLE_NAMES if role in roles])


@register.filter
def may(actor: "_Acting | None", action: str) -> bool:
    """Whether the person who acts may do something: `{% if actor|may:"burglary.confirm" %}`."""
    return actor.may(action) if actor else False


@register.filter
def tone(level: str) -> str:
    """The colour of a message by its level: debug, info, success, warning, error."""
    return {"success": "success", "warning": "warning", "error": "danger"}.get(level, "info")


@register.filter
def page_numbers(page: Page[Any]) -> Iterator[int | str]:
    """The page numbers to offer around a page, with an ellipsis for those left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.inclusion_tag("kernel/partials/map_assets.html")
def map_assets() -> dict[str, Any]:
    """What a page with a map needs in its `head` block."""
    return {}


def _units(span: timedelta) -> tuple[int, str]:
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return minutes, "minute"
    if minutes < 48 * 60:
        return minutes // 60, "hour"
    return minutes // (24 * 60), "day"


def _span(number: int, unit: str) -> str:
    forms = {
        "minute": lambda: ngettext("%(number)d minute", "%(number)d minutes", number),
        "hour": lambda: ngettext("%(number)d hour", "%(number)d hours", number),
        "day": lambda: ngettext("%(number)d day", "%(number)d days", number),
    }
    return forms[unit]() % {"number": number}


def _full(value: datetime) -> str:
    return date_format(timezone.localtime(value), "j F Y H:i")


def _time(value: datetime, full: str, text: str, *, relative: bool = False) -> SafeString:
    stamp = timezone.localtime(value).isoformat(timespec="seconds")
    kind = SafeString(" data-relative") if relative else ""
    return format_html('<time datetime="{}" title="{}"{}>{}</time>', stamp, full, kind, text)
