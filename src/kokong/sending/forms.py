"""What one is told, as it is chosen."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import words
from .choices import Choice


class ChoicesForm(forms.Form):
    """A box for each kind and way, and the quiet hours."""

    begins = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=_("until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        for choice in choices:
            for way, on in choice.ways.items():
                self.fields[_name(choice.kind.code, way)] = forms.BooleanField(
                    label=f"{choice.kind.title}: {words.WAYS[way]}", required=False, initial=on
                )

    @property
    def lines(self) -> list[tuple[Choice, list[tuple[str, Any]]]]:
        """Each kind with its boxes, as the table shows them; None where a way isn't offered."""
        return [
            (
                choice,
                [
                    (str(words.WAYS[way]), self[_name(choice.kind.code, way)] if way in choice.ways else None)
                    for way in ("page", "email", "push")
                ],
            )
            for choice in self.choices
        ]

    @property
    def on(self) -> frozenset[tuple[str, str]]:
        """The pairs of kind and way that are ticked."""
        return frozenset(
            (choice.kind.code, way)
            for choice in self.choices
            for way in choice.ways
            if self.cleaned_data[_name(choice.kind.code, way)]
        )


class DeviceForm(forms.Form):
    """What a browser says of itself."""

    endpoint = forms.URLField(max_length=1000, assume_scheme="https")
    p256dh = forms.CharField(max_length=120)
    auth = forms.CharField(max_length=60)
    name = forms.CharField(max_length=80, required=False)


def _name(kind: str, way: str) -> str:
    return f"{kind}|{way}"
