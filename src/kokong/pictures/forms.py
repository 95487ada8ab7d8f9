"""What is typed and chosen about pictures."""

import json
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel.widgets import UploadField

from .rules import LONGEST_ALT, MOST_BYTES, MOST_REGIONS, Region, tidy

SHOWN: Final = gettext_lazy("What the picture shows")
_TOO_LARGE: Final = gettext_lazy(
    "The file is larger than 25 MB. Nothing was saved. Make the picture smaller, or take it again."
)
WHY: Final = gettext_lazy("In a few words, for those who don't see it.")


class PictureField(UploadField):
    """A picture to choose, or to take: on a phone `camera` opens the camera at once."""

    def __init__(self, *, camera: bool = False, **given: Any) -> None:
        attrs = {"capture": "environment"} if camera else {}
        given.setdefault("label", gettext_lazy("Picture"))
        super().__init__(most=MOST_BYTES, too_large=_TOO_LARGE, accept="image/*,.heic,.heif", attrs=attrs, **given)


class AddForm(forms.Form):
    """A picture, and what it shows."""

    picture = PictureField(
        help_text=gettext_lazy("JPEG, PNG, WebP or HEIC, at most 25 MB. Place and time are removed.")
    )
    alt = forms.CharField(label=SHOWN, help_text=WHY, max_length=LONGEST_ALT, required=False)


class DescribeForm(forms.Form):
    """What it shows."""

    alt = forms.CharField(label=SHOWN, help_text=WHY, max_length=LONGEST_ALT, required=False)


def _percent(label: Any) -> forms.FloatField:
    return forms.FloatField(label=label, min_value=0, max_value=100, required=False)


class BlurForm(forms.Form):
    """Rectangles: those that were drawn, and one in numbers."""

    regions = forms.CharField(widget=forms.HiddenInput, required=False, max_length=8000)
    x = _percent(gettext_lazy("From the left, %"))
    y = _percent(gettext_lazy("From the top, %"))
    width = _percent(gettext_lazy("Width, %"))
    height = _percent(gettext_lazy("Height, %"))

    def clean_regions(self) -> tuple[Region, ...]:
        """What was drawn. What no page of ours writes is refused."""
        try:
            drawn = json.loads(self.cleaned_data["regions"] or "[]")
            found = [Region(*map(float, each)) for each in drawn]
        except (ValueError, TypeError, OverflowError, RecursionError) as error:
            raise forms.ValidationError(_("The rectangles could not be read. Draw them again.")) from error
        return tidy(found)[: MOST_REGIONS + 1]

    @property
    def wanted(self) -> tuple[Region, ...]:
        """All of them."""
        sides = [self.cleaned_data.get(name) for name in ("x", "y", "width", "height")]
        typed = [] if None in sides[2:] else [Region(*((side or 0) / 100 for side in sides))]
        return (*self.cleaned_data["regions"], *typed)
