"""CommonMark as the few blocks that paper knows: headings, paragraphs, lists. Pure."""

from collections.abc import Iterator
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).disable("image")
_LISTS: Final = {"bullet_list_open": "list", "ordered_list_open": "numbers"}
_ENDS: Final = {"bullet_list_close", "ordered_list_close"}


def blocks(body: str) -> list[dict[str, Any]]:
    """The text in order: {"kind": "heading" | "paragraph", "text"} or {"kind": "list" | "numbers", "lines"}.

    A list inside a list is one list; what a link leads to stands behind its words.
    """
    found: list[dict[str, Any]] = []
    depth, before = 0, ""
    for token in _MARKDOWN.parse(body):
        if token.type in _LISTS:
            if depth == 0:
                found.append({"kind": _LISTS[token.type], "lines": []})
            depth += 1
        elif token.type in _ENDS:
            depth -= 1
        elif token.type in {"inline", "code_block", "fence"}:
            text = "".join(_said(token)) if token.type == "inline" else token.content.strip()
            kind = "heading" if before == "heading_open" else "paragraph"
            if depth:
                found[-1]["lines"].append(text)
            else:
                found.append({"kind": kind, "text": text})
        before = token.type
    return found


def _said(token: Token) -> Iterator[str]:
    """The words of a line, without marks."""
    leads: list[str] = []
    for each in token.children or ():
        if each.type in {"text", "code_inline"}:
            yield each.content
        elif each.type in {"softbreak", "hardbreak"}:
            yield " "
        elif each.type == "link_open":
            leads.append(str(each.attrs.get("href", "")))
        elif each.type == "link_close":
            yield f" ({leads.pop().removeprefix('https://').removeprefix('mailto:').removeprefix('tel:')})"
