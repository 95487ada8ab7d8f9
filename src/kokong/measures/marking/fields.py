"""A field for an amount of money."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from . import rules


class KronorField(forms.CharField):
    """Kronor as somebody writes them; clean it is öre, or None where it may be left empty."""

    def __init__(self, **given: Any) -> None:
        super().__init__(max_length=20, **given)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def clean(self, value: Any) -> Any:
        """Öre."""
        text = super().clean(value)
        if not text:
            return None
        found = rules.ore(text)
        if found is None or found > rules.MOST_ORE:
            raise ValidationError(_("Write an amount in kronor, as 350 or 349,50."))
        return found

    def prepare_value(self, value: Any) -> Any:
        """Öre as somebody would write them."""
        return rules.kronor(value) if isinstance(value, int) else value
