"""The list of texts, as a page and in files."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kokong.kernel.lists import Asked, Column, List

from . import kinds, reading, words
from .values import Text


def _kinds() -> list[tuple[str, Any]]:
    return [("", _("All")), *kinds.TITLES.items()]


class FilterForm(forms.Form):
    """Which texts the list shows."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=_kinds)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *words.STATES.items()])


def find(asked: Asked) -> Sequence[Text]:
    """What the list asks for, changed last first."""
    state = asked.filters.get("state", "")
    found = reading.texts(kind=asked.filters.get("kind", ""))
    return [text for text in found if not state or text.state == state]


COLUMNS: Final[tuple[Column[Text], ...]] = (
    Column(
        "title", _("Title"), lambda text: text.words.title, link=lambda text: reverse("texts:text", args=[text.id])
    ),
    Column("kind", _("Kind"), lambda text: kinds.title(text.kind), spare=True),
    Column("language", _("Language"), lambda text: words.LANGUAGES[text.language], spare=True),
    Column("state", _("State"), lambda text: words.STATES[text.state]),
    Column("changed", _("Changed"), lambda text: text.changed),
)
TEXTS: Final = List[Text](
    name="texts:list",
    title=_("Texts"),
    columns=COLUMNS,
    action="text.exported",
    subject="text",
    key=lambda text: text.id,
    filters=FilterForm,
    empty=(_("Nothing is written yet"), _("News and advice of your own for the public pages.")),
    icon="file-text",
)
