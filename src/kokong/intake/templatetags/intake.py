"""What a column of a file is for, in words."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kokong.intake.explaining import WHY, Column

register = template.Library()


@register.simple_tag(name="use")
def said(column: Column) -> SafeString:
    """`{% use column %}`: used as Address, by its heading; not used; or that it must be decided."""
    if column.use.state == "used":
        told = {"title": column.title, "why": WHY[column.why]}
        return format_html('<span class="kk-small">{}</span>', _("used as %(title)s, %(why)s") % told)
    if column.use.state == "undecided":
        return format_html('<span class="ds-tag" data-color="warning">{}</span>', _("must be decided"))
    return format_html('<span class="kk-subtle kk-small">{}</span>', _("not used"))
