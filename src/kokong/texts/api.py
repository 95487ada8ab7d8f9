"""The door to the municipality's own texts. Everything works in the municipality in scope."""

from .kinds import Kind, declare_kind, kind_of
from .marking import html
from .reading import revision, revisions, shown, shown_text, steps, text, texts
from .rules import LANGUAGES
from .values import Meanwhile, Refused, Revision, Shown, Step, Text, TextMissing, Words
from .work import move, restore, rewrite, write

__all__ = [
    "LANGUAGES",
    "Kind",
    "Meanwhile",
    "Refused",
    "Revision",
    "Shown",
    "Step",
    "Text",
    "TextMissing",
    "Words",
    "declare_kind",
    "html",
    "kind_of",
    "move",
    "restore",
    "revision",
    "revisions",
    "rewrite",
    "shown",
    "shown_text",
    "steps",
    "text",
    "texts",
    "write",
]
