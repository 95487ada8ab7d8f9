"""What people fill in about a file of addresses."""

from hashlib import sha256
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from kokong.kernel.widgets import UploadField
from kokong.places import api as places
from kokong.tables import municipalities

from ..forms import SheetForm
from . import words
from .work import MAX_BYTES, Chosen

TURNED: Final = "yx"
PLACE: Final = ("x", "y", "lon", "lat")


class UploadForm(forms.Form):
    """The file."""

    file = UploadField(
        most=MAX_BYTES,
        too_large=gettext_lazy(
            "The file is larger than 50 MB. Nothing was imported. Cut out the municipality first."
        ),
        accept=".csv,.txt,.tsv,.xlsx,.xls,.ods,.gpkg,.geojson,.json,.pbf",
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, XLSX, GeoPackage, GeoJSON or OpenStreetMap (.osm.pbf), at most 50 MB."),
    )


class WhereForm(SheetForm):
    """Where in a workbook the table stands, or which layer of a map file it is."""

    def __init__(self, *args: Any, sheets: list[str], layers: bool, **given: Any) -> None:
        super().__init__(*args, sheets=sheets, **given)
        if layers:
            self.fields = {name: field for name, field in self.fields.items() if name == "sheet"}
        if layers and self.fields:
            self.fields["sheet"].label = _("Layer")


class ColumnsForm(forms.Form):
    """The column of each field, the coordinate system, and what names of municipalities mean."""

    def __init__(self, *args: Any, header: list[str], chosen: Chosen, looked: places.Looked, **given: Any) -> None:
        super().__init__(*args, **given)
        columns = [("", _("Not in the file")), *((name, name) for name in dict.fromkeys(header) if name)]
        self.columns, self.before = list(words.FIELDS), chosen
        for key, title in words.FIELDS.items():
            self.fields[key] = forms.ChoiceField(
                label=str(title), choices=columns, required=False, initial=chosen.columns.get(key, "")
            )
        self.fields["crs"] = self._system(chosen, looked)
        asked = dict(looked.words)
        self.words = {
            f"word_{sha256(key.encode()).hexdigest()[:12]}": (key, name)
            for name in [*asked, *(known for known in chosen.words if known not in map(municipalities.key, asked))]
            for key in [municipalities.key(name)]
        }
        for field, (key, name) in self.words.items():
            self.fields[field] = forms.ChoiceField(
                label=_("Municipality “%s”") % name, required=False, initial=chosen.words.get(key, ""),
                choices=[("", pgettext("import", "Decide")), *words.STATES.items()],
            )  # fmt: skip

    @staticmethod
    def _system(chosen: Chosen, looked: places.Looked) -> forms.ChoiceField:
        fits = set(looked.fits)
        every = [(code, turned) for code in words.SYSTEMS for turned in (False, True)]
        ours = [*fits, *(each for each in every if each not in fits)]
        usual = "" if looked.ask else _("As the file says, or as the municipality’s own")
        proposed = f"{looked.system}{' yx' if looked.swapped else ''}" if looked.ask and looked.system else ""
        used = f"{chosen.crs}{' yx' if chosen.swapped else ''}" if chosen.crs else proposed
        return forms.ChoiceField(
            label=_("Coordinate system"), required=False, initial=used,
            choices=[
                ("", usual or pgettext("import", "Decide")),
                *((f"{code}{' yx' if turned else ''}", _called(code, turned, fits=(code, turned) in fits))
                  for code, turned in ours),
            ],
        )  # fmt: skip

    def chosen(self) -> Chosen:
        """What was chosen. A system that was proposed for other columns, and only stayed there, is not."""
        given = self.cleaned_data
        columns = {key: given[key] for key in self.columns if given.get(key)}
        moved = any(columns.get(key) != self.before.columns.get(key) for key in PLACE)
        stayed = given.get("crs", "") == self.fields["crs"].initial
        system = "" if moved and stayed else given.get("crs", "")
        code, _space, turned = system.partition(" ")
        return Chosen(
            columns=columns,
            crs=int(code) if code else None,
            swapped=turned == TURNED,
            words={key: given[field] for field, (key, _name) in self.words.items() if given.get(field)},
        )

    @property
    def choices(self) -> list[forms.BoundField]:
        """Those that choose a column."""
        return [self[key] for key in self.columns]

    @property
    def open(self) -> list[forms.BoundField]:
        """Those that ask about the file as a whole."""
        return [self["crs"], *(self[field] for field in self.words)]


def _called(code: int, turned: bool, *, fits: bool) -> str:
    name = f"{words.SYSTEMS.get(code, 'EPSG')} (EPSG:{code})"
    name = _("%(system)s, north before east") % {"system": name} if turned else name
    return _("%(system)s – lies in the municipality") % {"system": name} if fits else name
