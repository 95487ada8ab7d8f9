"""What this room adds to the register of public documents: what was registered, drawn by lot, and published."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from kokong.kernel.diary import Record

from . import models as rows
from . import reading
from .paper import work as paper
from .telling import work as telling
from .telling.models import Publication


def records(since: datetime, until: datetime) -> Iterator[Record]:
    """Lots are public from their announcement on; an evaluation is when a coordinator has published it."""
    for each in reading.registered():
        if each.registered_at:
            title = each.plan.question
            yield Record(each.registered_at, f"evaluation-{each.id}", _("Registered evaluation"), title)
    when = dict(Publication.objects.values_list("evaluation_id", "at"))
    for each in telling.published():
        made = partial(paper.report, evaluation_id=each.id)
        number = f"evaluation-{each.id}-report"
        yield Record(when[each.id], number, _("Report of an evaluation"), each.plan.question, made)
    for lot in rows.Lot.objects.filter(announced_at__gte=since, announced_at__lt=until):
        yield Record(lot.announced_at, f"lot-{lot.pk}", _("Order drawn by lot"), lot.question, partial(_lot, lot))


def _lot(lot: rows.Lot) -> bytes:
    """What everybody needs to draw it again, as CommonMark."""
    said = {
        _("The seed will be"): lot.seed_is,
        _("The seed"): lot.seed or _("not drawn yet"),
        _("Areas"): ", ".join(name for _number, name in lot.areas),
        _("Order"): ", ".join(map(str, lot.drawn or ())) or _("not drawn yet"),
    }
    return "\n\n".join((f"# {lot.question}", *(f"{name}: {text}" for name, text in said.items()))).encode()
