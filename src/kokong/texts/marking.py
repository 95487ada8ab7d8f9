"""CommonMark as HTML that can be shown to anybody. HTML is only ever made here."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Tags in a text are text: nothing that somebody writes is ever markup. Cleaned once more after it.
_TAGS: Final = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br", "hr", "code", "pre", "img",
}  # fmt: skip
_ATTRIBUTES: Final = {
    "a": {"href", "title"}, "ol": {"start"}, "img": {"src", "alt", "width", "height", "loading"},
}  # fmt: skip
_LEVELS: Final = {"h1": "h2", "h5": "h4", "h6": "h4"}  # a page has one heading of the first level: its title
_SCHEMES: Final = {"https", "http", "mailto", "tel"}
_LISTS: Final = frozenset({"checklista", "checklist"})
"""Headings below which a list is one to tick: on paper it has boxes."""
CHECKLIST: Final = "kk-checklist"
_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False})
_PICTURE: Final = re.compile(r"picture:([1-9][0-9]{0,17})")  # what a bigint holds


class Image(NamedTuple):
    """Where a picture is shown from, and its size in pixels."""

    src: str
    width: int
    height: int


Pictures = Callable[[int], Image | None]


def _none(_number: int) -> None:
    return None


def html(text: str, pictures: Pictures = _none) -> SafeString:
    """A text as HTML: headings begin at the second level, links lead to the web, to mail and to telephones.

    `![words](picture:17)` is what `pictures` says of 17. Of any other picture only its words are left: nothing is
    loaded from another site.
    """
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        token.tag = _LEVELS.get(token.tag, token.tag)
        if token.children:
            token.children = [_shown(child, pictures) for child in token.children]
    _mark_checklists(tokens)
    made = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    clean = nh3.clean(
        made, tags=_TAGS, attributes=_ATTRIBUTES, allowed_classes={"ul": {CHECKLIST}}, url_schemes=_SCHEMES,
        link_rel="noopener",
    )  # fmt: skip
    return mark_safe(clean)


def _mark_checklists(tokens: Sequence[Token]) -> None:
    """Name the list that comes right after a heading "Checklist"."""
    for words, _end, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if after.type == "bullet_list_open" and words.content.strip().lower() in _LISTS:
            after.attrSet("class", CHECKLIST)


def pictures(text: str) -> tuple[tuple[int, str], ...]:
    """The pictures of ours that a text holds, in their order: number, and words for those who don't see it."""
    return tuple(_held(_MARKDOWN.parse(text)))


def _held(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    for token in tokens:
        if token.type == "image" and (number := _number(token)) is not None:
            yield number, _words(token)
        yield from _held(token.children or ())


def _number(token: Token) -> int | None:
    found = _PICTURE.fullmatch(str(token.attrGet("src") or ""))
    return int(found[1]) if found else None


def _words(token: Token) -> str:
    """What stands between the brackets. The library's own way leaves out what was escaped there."""
    parts = (" " if each.type.endswith("break") else each.content for each in token.children or ())
    return " ".join("".join(parts).split())


def _shown(token: Token, find: Pictures) -> Token:
    if token.type != "image":
        return token
    number, words = _number(token), Token("text", "", 0, content=_words(token))
    found = find(number) if number is not None else None
    if found is None:
        return words
    size = {"width": str(found.width), "height": str(found.height)}
    attrs: dict[str, str | int | float] = {"src": found.src, "alt": "", **size, "loading": "lazy"}
    return Token("image", "img", 0, attrs=attrs, children=[words])
