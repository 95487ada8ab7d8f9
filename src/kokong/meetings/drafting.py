"""What somebody writes of a meeting, made fit to be kept: cleaned, measured, and with the moment that it means."""

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kokong import tables
from kokong.kernel import times

from . import rules
from .values import Draft, Refused


def zone() -> str:
    """Whose clock a meeting's time is said by: the installation's."""
    return timezone.get_default_timezone_name()


def begins(local: datetime, *, fold: int | None) -> datetime:
    """The moment that a wall time means. Raises Refused where the clock skips it, and where it stands there twice
    and nobody said which.
    """
    if local.tzinfo is not None:
        return local.astimezone(UTC)
    try:
        return times.moment(local, zone(), fold=fold)
    except times.NoSuchTime as error:
        raise Refused(
            _("That night the clock is put forward, and never stands at %(time)s. Choose another time.")
            % {"time": f"{local:%H:%M}"},
            field="begins",
        ) from error
    except times.TwoTimes as error:
        raise Refused(
            _("That night the clock is put back, and stands at %(time)s twice. Say which of the two you mean.")
            % {"time": f"{local:%H:%M}"},
            field="fold",
        ) from error


def fit(draft: Draft) -> dict[str, Any]:
    """The columns of a draft. Raises Refused for what is empty, too long, or no time."""
    words = {name: line(getattr(draft, name), field=name) for name in ("title", "place", "host", "audience")}
    if not words["title"]:
        raise Refused(_("Give the meeting a title."), field="title")
    if not rules.SHORTEST_MIN <= draft.lasts <= rules.LONGEST_MIN:
        raise Refused(_("A meeting lasts between ten minutes and a day."), field="lasts")
    if draft.places is not None and not 0 < draft.places <= 100_000:
        raise Refused(_("Say how many there is room for, or leave it empty."), field="places")
    return {
        **words,
        "begins": begins(draft.begins, fold=draft.fold),
        "zone": zone(),
        "lasts": draft.lasts,
        "point": draft.point,
        "places": draft.places,
        "description": text(draft.description, field="description"),
    }


def line(said: str, *, field: str) -> str:
    """One line, without what no program shows. Raises Refused for one that is too long."""
    return _short(" ".join(tables.clean(said).split()), field)


def text(said: str, *, field: str) -> str:
    """Several lines, likewise."""
    return _short(tables.clean(said).replace("\r\n", "\n").strip(), field)


def _short(said: str, field: str) -> str:
    most = rules.LONGEST[field]
    if len(said) > most:
        raise Refused(_("At most %(n)d letters, please.") % {"n": most}, field=field)
    return said
