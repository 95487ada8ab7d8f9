"""Forms of the file with areas: which file, and which of its areas."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from kokong.kernel.widgets import UploadField

from .files import MAX_BYTES, Candidate


class UploadForm(forms.Form):
    """The file."""

    file = UploadField(
        most=MAX_BYTES,
        too_large=gettext_lazy(
            "The file is larger than 20 MB. Nothing was changed. Cut out the municipality first."
        ),
        accept=".gpkg,.geojson,.json",
        label=gettext_lazy("File"),
        help_text=gettext_lazy("GeoPackage or GeoJSON, at most 20 MB. Areas far from here are left out."),
    )
    layer = forms.CharField(
        label=gettext_lazy("Layer"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Only where the file has several."),
    )
    system = forms.IntegerField(
        label=gettext_lazy("Coordinate system (EPSG)"),
        required=False,
        min_value=1,
        max_value=999_999,
        help_text=gettext_lazy("Only where the file doesn't say it itself."),
    )


class ChooseForm(forms.Form):
    """Which areas of the file are taken, and what such areas are called."""

    source = forms.CharField(
        label=gettext_lazy("What such areas are called"),
        max_length=60,
        help_text=gettext_lazy("By this and their number the next edition of the file finds them: “DeSO”."),
    )
    chosen = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, candidates: tuple[Candidate, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(each.key, each.name) for each in candidates if not each.fault]  # type: ignore[attr-defined]
