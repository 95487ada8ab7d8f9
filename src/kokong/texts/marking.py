"""CommonMark as HTML that can be shown to anybody. HTML is only ever made here."""

from typing import Final

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# Tags in a text are text: nothing that somebody writes is ever markup. Cleaned once more after it.
_TAGS: Final = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br", "hr", "code", "pre",
}  # fmt: skip
_ATTRIBUTES: Final = {"a": {"href", "title"}, "ol": {"start"}}
_LEVELS: Final = {"h1": "h2", "h5": "h4", "h6": "h4"}  # a page has one heading of the first level: its title
_SCHEMES: Final = {"https", "http", "mailto", "tel"}
_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).disable("image")


def html(text: str) -> SafeString:
    """A text as HTML: headings begin at the second level, links lead to the web, to mail and to telephones."""
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        token.tag = _LEVELS.get(token.tag, token.tag)
    made = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    clean = nh3.clean(made, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener")
    return mark_safe(clean)
