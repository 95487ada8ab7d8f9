"""Which column of a table holds what: a mapping file, or the columns' own names."""

import codecs
import json
import tomllib
from collections.abc import Collection
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from kokong.tables import match

from .. import rules
from ..values import ImportRefused
from .source import LAYERS, OSM

# What the columns of common address registers are called, folded; the first that is there is taken.
USUAL: Final[AnyMapping[str, tuple[str, ...]]] = {
    "id": ("belagenhetsadress objektidentitet", "objektidentitet", "objektid", "uuid", "id", "fid", "source id",
           "adressplats id"),
    "street": ("adressomrade faststalltnamn", "adressomrade", "gatuadress", "gatunamn", "gata", "street",
               "streetname", "street name", "strasse"),
    "farm": ("gardsadressomrade faststalltnamn", "gardsadressomrade"),
    "named": ("avvikandeadressplatsbeteckning",),
    "number": ("adressplatsnummer", "gatunummer", "husnummer", "nummer", "number", "housenumber", "nr"),
    "letter": ("bokstavstillagg", "littera", "bokstav", "letter", "suffix"),
    "unit": ("lagenhetsnummer", "lagenhet", "lgh", "lghnr", "unit", "flat", "apartment"),
    "entrance": ("lagestillagg",),
    "entrance_number": ("lagestillaggsnummer",),
    "stairwell": ("uppgang", "trappuppgang", "stairwell", "entrance"),
    "floor": ("vaning", "vaningsplan", "floor"),
    "postcode": ("postnummer", "postnr", "postcode", "postal code", "zip", "plz"),
    "locality": ("postort", "ort", "locality", "city", "town", "place"),
    "district": ("kommundel faststalltnamn", "kommundel", "district", "suburb"),
    "status": ("statusforbelagenhetsadress", "adresstatus", "adressstatus", "status"),
    "municipality": ("kommunkod", "kommun", "kommunnamn"),
    "kind": ("bostadstyp", "hustyp", "kind", "type"),
    "x": ("x", "e", "east", "easting", "sweref e", "sweref99 e", "ostkoordinat", "koordinat e"),
    "y": ("y", "n", "north", "northing", "sweref n", "sweref99 n", "nordkoordinat", "koordinat n"),
    "lon": ("lon", "lng", "long", "longitude", "longitud"),
    "lat": ("lat", "latitude", "latitud"),
}  # fmt: skip
FIELDS: Final = tuple(USUAL)
_SETTINGS: Final = frozenset({"source", "layer", "crs", "encoding", "delimiter", "columns", "kinds"})


@dataclass(frozen=True)
class Mapping:
    """How to read a table. `columns` tells each field's column or columns (joined by a space).

    `crs` is the EPSG code of the coordinates, in which north stands before east where they are `swapped`; `kinds`
    translates the register's words for kinds of homes. `sheet` of a workbook from 0; `header`, `header_rows` say
    where the headings stand, `municipalities` what names of municipalities mean: "ours" or "leave". `whole`: its
    columns were decided one by one, and no others are guessed.
    """

    source: str = ""
    layer: str = ""
    crs: int | None = None
    encoding: str = ""
    delimiter: str = ""
    columns: AnyMapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: AnyMapping[str, str] = field(default_factory=dict)
    swapped: bool = False
    sheet: int | None = None
    header: int = 0
    header_rows: int = 1
    municipalities: AnyMapping[str, str] = field(default_factory=dict)
    whole: bool = False


def load(path: Path) -> Mapping:
    """A mapping file, TOML or JSON. Raises ImportRefused where it can't be understood."""
    try:
        text = path.read_text(encoding="utf-8")
        values = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except (OSError, ValueError) as error:
        raise ImportRefused(
            _("The mapping file %(path)s can't be read: %(error)s") % {"path": path, "error": error}
        ) from error
    return from_values(values)


def from_values(values: Any) -> Mapping:
    """A mapping from plain values. Raises ImportRefused for an unknown setting, field or kind of home."""
    if not isinstance(values, dict):
        raise ImportRefused(_("A mapping is a table of settings; see the how-to about importing places."))
    _only_known(values, _SETTINGS)
    columns = values.get("columns", {})
    _only_known(columns, FIELDS)
    kinds = {rules.fold(str(word)): kind for word, kind in values.get("kinds", {}).items()}
    _only_known(kinds.values(), rules.KINDS)
    _check_text(encoding := str(values.get("encoding", "")), delimiter := str(values.get("delimiter", "")))
    crs = values.get("crs")
    if crs is not None and (not isinstance(crs, int) or isinstance(crs, bool)):
        raise ImportRefused(_("In the mapping, crs must be an EPSG code, e.g. 3006."))
    return Mapping(
        source=str(values.get("source", "")),
        layer=str(values.get("layer", "")),
        crs=crs,
        encoding=encoding,
        delimiter=delimiter,
        columns={name: _several(column) for name, column in columns.items()},
        kinds=kinds,
    )


def _check_text(encoding: str, delimiter: str) -> None:
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError as error:
        raise ImportRefused(_("No encoding is called “%(name)s”.") % {"name": encoding}) from error
    if len(delimiter) > 1:
        raise ImportRefused(_("In the mapping, delimiter must be one character."))


def _several(column: Any) -> tuple[str, ...]:
    return tuple(map(str, column)) if isinstance(column, list) else (str(column),)


def _only_known(given: Collection[str], known: Collection[str]) -> None:
    for word in given:
        if word not in known:
            raise ImportRefused(
                _("The mapping says “%(word)s”, which is none of: %(known)s.")
                % {"word": word, "known": ", ".join(sorted(known))}
            )


# Which of Lantmäteriet's columns say more than a mapping that leaves them out: they change which home is meant.
_FILLED: Final = ("farm", "named", "entrance", "entrance_number", "district", "status", "municipality")


def columns_of(mapping: Mapping, present: Collection[str], *, has_shape: bool) -> dict[str, tuple[str, ...]]:
    """Each field's columns in a table with the columns `present`.

    Raises ImportRefused, naming what is there, when a named column is missing or the street, the number or
    the place can't be told.
    """
    usual: dict[str, tuple[str, ...]] = {field: (name,) for field, name in match(present, USUAL).items()}
    found = dict(mapping.columns) or ({} if mapping.whole else usual)
    taken = {column for columns in found.values() for column in columns}
    for name in () if mapping.whole else _FILLED:
        if name in usual and name not in found and usual[name][0] not in taken and not _said(found, name):
            found[name] = usual[name]
    missing = [column for columns in found.values() for column in columns if column not in present]
    placed = has_shape or {"x", "y"} <= set(found) or {"lon", "lat"} <= set(found)
    if missing or "street" not in found or not placed:
        what = ", ".join(missing) or (_("the street's name") if "street" not in found else _("the coordinates"))
        said = _("No column tells %(what)s. The file has: %(present)s. Nothing was changed.") % {
            "what": what, "present": ", ".join(present)}  # fmt: skip
        mapped, chosen = _("Name the columns in a mapping file (--mapping)."), _("Choose the columns.")
        raise ImportRefused(f"{said} {mapped}", on_page=f"{said} {chosen}")
    return found


def check_told(mapping: Mapping, name: str) -> None:
    """Raises ImportRefused for a sheet, or a row of headings, of a file that is no table."""
    if (mapping.sheet is not None or mapping.header) and name.lower().endswith((*LAYERS, *OSM)):
        raise ImportRefused(
            _("%(name)s is a map file: it has no sheets and no row of headings (--sheet, --header-row). Nothing "
              "was changed. One of several layers is named in a mapping file (layer).") % {"name": name}
        )  # fmt: skip


def _said(found: AnyMapping[str, tuple[str, ...]], name: str) -> bool:
    """Whether the mapping tells in its own way what an entrance is."""
    return name.startswith("entrance") and "stairwell" in found
