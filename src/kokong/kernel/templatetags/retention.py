"""What a record's page says of how long its personal data stay."""

from collections.abc import Sequence

from django import template
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kokong.kernel import retention
from kokong.kernel.keep import Kept

register = template.Library()


@register.simple_tag
def kept(record: Model | Sequence[Kept]) -> SafeString:
    """`{% kept sign %}`: a line for each period of the record, "Contact details: removed 12 May 2026.".

    Pages that hold values instead of rows give what the room's door said of it (`retention.until`).
    """
    found = retention.until(record) if isinstance(record, Model) else record or ()
    lines = format_html_join("", "<li>{}</li>", ((_said(one),) for one in found))
    return format_html('<ul class="kk-subtle kk-small">{}</ul>', lines) if lines else SafeString("")


def _said(one: Kept) -> str:
    what = _(one.what)
    if one.on is None:
        return _("%(what)s: kept for as long as this goes on.") % {"what": what}
    words = {"what": what, "day": date_format(one.on, "j F Y")}
    return (_("%(what)s: removed %(day)s.") if one.gone else _("%(what)s: kept until %(day)s.")) % words
