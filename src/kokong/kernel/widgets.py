"""Form fields that several rooms share."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.urls import reverse

NUMBER: Final = re.compile(r"[0-9]{1,18}")  # what a bigint holds


def number(text: str | None) -> int | None:
    """A row's number from an address or a form; None for anything else."""
    return int(text) if text and NUMBER.fullmatch(text) else None


class UploadField(forms.FileField):
    """A file of at most `most` bytes; `too_large` says so, before it is read. `accept`: what a browser offers."""

    def __init__(self, *, most: int, too_large: Any, accept: str, **given: Any) -> None:
        attrs = {"accept": accept, **given.pop("attrs", {})}
        super().__init__(widget=forms.FileInput(attrs=attrs), **given)
        self.most, self.too_large = most, too_large

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, as Django checks it, if it is small enough."""
        file = super().clean(data, initial)
        if file and file.size > self.most:
            raise forms.ValidationError(self.too_large)
        return file


@dataclass(frozen=True)
class Address:
    """What came from an address search: the dwelling chosen in the list, and the words as written.

    `dwelling_id` is None when nothing was chosen, or when the page ran without script.
    """

    dwelling_id: int | None
    text: str


class AddressSearch(forms.Widget):
    """A text input that searches addresses while one writes. `view` names the page that answers."""

    template_name = "kernel/widgets/address_search.html"

    def __init__(self, view: str = "places:search", attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.view = view

    def get_context(self, name: str, value: Address | None, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template shows: both inputs filled with an earlier answer."""
        context = super().get_context(name, None, attrs)
        return {**context, "url": reverse(self.view), "address": value}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Address:
        """The written words and the chosen dwelling; an id that is no number counts as not chosen."""
        chosen = str(data.get(f"{name}_id", ""))
        text = str(data.get(name, "")).strip()
        return Address(number(chosen), text)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether the form was sent without this field."""
        return name not in data


class AddressField(forms.Field):
    """Cleans to an `Address`; empty when neither chosen nor written."""

    widget = AddressSearch

    def clean(self, value: Address | None) -> Address | None:
        """The address, or None when the field is optional and empty."""
        empty = value is None or (value.dwelling_id is None and not value.text)
        self.validate(None if empty else value)
        return None if empty else value
