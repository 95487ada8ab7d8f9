"""The door to the municipality's own texts. Everything works in the municipality in scope."""

from .comparing import Piece, pieces
from .elsewhere import end as end_shown
from .elsewhere import show as show_approved
from .kinds import Kind, declare_kind, kind_of
from .marking import html
from .reading import revision, revisions, shown, shown_text, steps, text, texts
from .rules import LANGUAGES
from .today import day
from .values import Meanwhile, Refused, Revision, Shown, Step, Text, TextMissing, Words
from .widgets import CommonMarkField, Editor
from .work import move, restore, rewrite, write

__all__ = [
    "LANGUAGES",
    "CommonMarkField",
    "Editor",
    "Kind",
    "Meanwhile",
    "Piece",
    "Refused",
    "Revision",
    "Shown",
    "Step",
    "Text",
    "TextMissing",
    "Words",
    "day",
    "declare_kind",
    "end_shown",
    "html",
    "kind_of",
    "move",
    "pieces",
    "restore",
    "revision",
    "revisions",
    "rewrite",
    "show_approved",
    "shown",
    "shown_text",
    "steps",
    "text",
    "texts",
    "write",
]
