"""A letter's other form: HTML for mail programs, which know no style sheet and must load nothing.

What comes in is CommonMark's HTML, as `texts.html` makes it. It is cleaned once more here, whoever made it; each
of the few elements gets its style as an attribute in the same pass. No picture, no script, no link but to the web,
to mail and to telephones: nothing tells a sender that the letter was opened.
"""

from typing import Final

import nh3
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

_PINE: Final = "#1f4d45"
_INK: Final = "#1f2a28"
_HEADING: Final = f"margin:24px 0 8px;line-height:1.3;color:{_PINE};font-size:"
_LIST: Final = "margin:0 0 16px;padding-left:24px"
STYLES: Final = {
    "p": "margin:0 0 16px",
    "h2": _HEADING + "20px",
    "h3": _HEADING + "18px",
    "h4": _HEADING + "16px",
    "ul": _LIST,
    "ol": _LIST,
    "li": "margin:0 0 8px",
    "a": f"color:{_PINE};text-decoration:underline",
    "blockquote": f"margin:0 0 16px;padding-left:16px;border-left:4px solid {_PINE}",
    "hr": "margin:24px 0;border:0;border-top:1px solid #c9d2cf",
    "pre": "margin:0 0 16px;white-space:pre-wrap",
}
_PLAIN: Final = {"strong", "em", "br", "code"}
_ATTRIBUTES: Final = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES: Final = {"https", "http", "mailto", "tel"}
_PAGE: Final = (
    '<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title></head>\n'
    f'<body style="margin:0;padding:0;background:#ffffff;color:{_INK}">\n'
    '<div style="max-width:600px;margin:0 auto;padding:24px 16px;font-family:Inter,Arial,sans-serif;'
    'font-size:16px;line-height:1.5;overflow-wrap:anywhere">\n'
    f'<h1 style="margin:0 0 16px;font-size:24px;line-height:1.25;color:{_PINE}">{{title}}</h1>\n'
    "{body}\n{end}</div>\n</body></html>\n"
)
_LINK: Final = f'<p style="margin:0 0 16px"><a href="{{}}" style="{STYLES["a"]}">{{}}</a></p>\n'
_END: Final = (
    '<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #c9d2cf;font-size:14px">'
    f'<a href="{{}}" style="{STYLES["a"]}">{{}}</a></p>\n'
)


def styled(html: str) -> str:
    """A part of a page, cleaned, with its style in each element."""
    return nh3.clean(
        html,
        tags=set(STYLES) | _PLAIN,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
        set_tag_attribute_values={tag: {"style": style} for tag, style in STYLES.items()},
    )


def page(html: str, *, title: str, language: str, url: str = "", leave: str = "") -> str:
    """A whole letter: title, text, the page where it is dealt with, and how to get no more of these."""
    link = format_html(_LINK, url, _("Open the page")) if url else ""
    end = format_html(_END, leave, _("No more of these letters?")) if leave else ""
    body = mark_safe(styled(html))  # cleaned in this line
    return format_html(_PAGE, title=title, language=language, body=body, end=link + end)
