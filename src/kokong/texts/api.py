"""The door to the municipality's own texts. Everything works in the municipality in scope."""

from .marking import html
from .reading import revision, revisions, shown, shown_text, steps, text, texts
from .rules import KINDS, LANGUAGES
from .values import Meanwhile, Refused, Revision, Shown, Step, Text, TextMissing, Words
from .work import move, restore, rewrite, write

__all__ = [
    "KINDS",
    "LANGUAGES",
    "Meanwhile",
    "Refused",
    "Revision",
    "Shown",
    "Step",
    "Text",
    "TextMissing",
    "Words",
    "html",
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
