"""What a column of a file is for, in words."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kokong.intake.columns import Use

register = template.Library()


@register.simple_tag(name="use")
def said(use: Use, titles: Mapping[str, str | Promise]) -> SafeString:
    """`{% use use titles %}`: used as Address, not used, or that it must be decided."""
    if use.state == "used":
        return format_html('<span class="kk-small">{}</span>', _("used as %s") % titles[use.field])
    if use.state == "undecided":
        return format_html('<span class="ds-tag" data-color="warning">{}</span>', _("must be decided"))
    return format_html('<span class="kk-subtle kk-small">{}</span>', _("not used"))
