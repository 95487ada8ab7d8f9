"""Dwellings, the streets and buildings they stand at, areas, the paths between, and what the map shows.

`location` is in the municipality's metric system; what is drawn is kept in Web Mercator, the system of
the map's tiles.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models.functions import Replace

from kokong.kernel.fields import BoxField, PointField, PolygonField, TenantModel

from .areas.rules import KINDS, NAME

KEY = "C"  # keys are plain ASCII: compared byte by byte, so that ranges find prefixes


class ImportRun(TenantModel):
    """One import that was kept. Its id is the version of everything derived from places."""

    at = models.DateTimeField(auto_now_add=True)
    source = models.CharField(max_length=60)
    file_name = models.CharField(max_length=255)
    rows = models.IntegerField()
    added = models.IntegerField()
    changed = models.IntegerField()
    unchanged = models.IntegerField()
    retired = models.IntegerField()
    refused = models.IntegerField()
    report = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["municipality", "-id"], name="places_newest_run")]

    def __str__(self) -> str:
        return f"{self.file_name} {self.at:%Y-%m-%d}"


class Street(TenantModel):
    """A street, or a village whose houses have no street. Its line is among the map's roads."""

    key = models.CharField(max_length=200, db_collation=KEY)
    name = models.CharField(max_length=160)
    name_key = models.CharField(max_length=160, db_collation=KEY)
    whole = models.GeneratedField(
        expression=Replace("name_key", models.Value(" "), models.Value("")),
        output_field=models.CharField(max_length=160),
        db_persist=True,
    )
    locality = models.CharField(max_length=120, blank=True)
    dwellings = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="one_street_per_key")]
        indexes = [
            models.Index(fields=["municipality", "name_key"], name="places_street_name"),
            models.Index(fields=["municipality", "whole"], name="places_street_whole"),
            models.Index(fields=["municipality", "locality"], name="places_street_locality"),
        ]

    def __str__(self) -> str:
        return self.name


class Building(TenantModel):
    """A building's outline as WKB in Web Mercator, with the box around it."""

    source = models.CharField(max_length=60)
    source_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=40, blank=True)
    levels = models.SmallIntegerField(null=True)
    outline = models.BinaryField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "source", "source_id"], name="one_building_per_source_id"
            )
        ]
        indexes = [models.Index(fields=["municipality", "west", "east"], name="places_building_box")]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id}"


class Dwelling(TenantModel):
    """One home: a house or one flat. Retired, never deleted: burglaries and visits point here.

    A block whose flats nobody lists is one row with many `homes`; `homes_by` says how their number is known:
    "told", "estimated" or "counted", empty where each home has its row. `use` says what may be there in place
    of a home, `no_home` that visitors found none.
    `district` is the part of the municipality (kommundel) that tells namesakes apart.
    """

    source = models.CharField(max_length=60)
    source_id = models.CharField(max_length=120)
    street = models.ForeignKey(Street, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    street_name = models.CharField(max_length=160)
    number = models.CharField(max_length=40, blank=True)
    number_key = models.CharField(max_length=60, blank=True, db_collation=KEY)
    stairwell = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    unit_key = models.CharField(max_length=60, blank=True, db_collation=KEY)
    floor = models.SmallIntegerField(null=True)
    postcode = models.CharField(max_length=16, blank=True)
    locality = models.CharField(max_length=120, blank=True)
    district = models.CharField(max_length=120, blank=True, db_default="")
    kind = models.CharField(max_length=12)
    homes = models.PositiveSmallIntegerField(default=1, db_default=1)
    homes_by = models.CharField(max_length=12, blank=True, db_default="")
    use = models.CharField(max_length=40, blank=True, db_default="")
    no_home = models.BooleanField(default=False, db_default=False)
    location = PointField()
    building = models.ForeignKey(Building, null=True, on_delete=models.SET_NULL, related_name="+")
    side = models.SmallIntegerField(default=0)
    measure = models.FloatField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "source", "source_id"], name="one_dwelling_per_source_id"
            )
        ]
        indexes = [
            GistIndex(
                "municipality", "location", condition=models.Q(retired_at=None), name="places_dwelling_near"
            ),
            models.Index(fields=["street", "number_key", "unit_key"], name="places_dwelling_street"),
        ]

    def __str__(self) -> str:
        return f"{self.street_name} {self.number} {self.unit}".strip()


class PathCell(TenantModel):
    """The streets and footpaths in one square of the network, and the water's edges and railways that nobody steps
    over there, as arrays (see `network.py`)."""

    cell = models.BigIntegerField()
    segments = models.BinaryField()
    barriers = models.BinaryField(default=b"", db_default=b"")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "cell"], name="one_row_per_cell")]

    def __str__(self) -> str:
        return str(self.cell)


class MapFeature(TenantModel):
    """Water, green, a road or a railway for the map: WKB in Web Mercator, with the box around it."""

    source = models.CharField(max_length=60)
    layer = models.CharField(max_length=12)
    kind = models.CharField(max_length=24)
    name = models.CharField(max_length=160, blank=True)
    min_zoom = models.SmallIntegerField()
    shape = models.BinaryField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["municipality", "min_zoom", "west"], name="places_feature_box")]

    def __str__(self) -> str:
        return f"{self.layer} {self.name}"


class Tile(TenantModel):
    """A finished map tile (gzip), until the next import."""

    zoom = models.SmallIntegerField()
    column = models.IntegerField()
    row = models.IntegerField()
    version = models.BigIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "zoom", "column", "row"], name="one_tile_per_place")
        ]

    def __str__(self) -> str:
        return f"{self.zoom}/{self.column}/{self.row}"


class Area(TenantModel):
    """A part of the municipality that has a name. Retired, never deleted: what was done in it points here.

    `source` and `source_id` name what an imported one is in its file, so that the next edition finds it. `room` is
    whose own it is, e.g. a watch group's: nobody chooses it where areas of the municipality are chosen.
    """

    name = models.CharField(max_length=NAME)
    kind = models.CharField(max_length=8)
    source = models.CharField(max_length=60, blank=True)
    source_id = models.CharField(max_length=120, blank=True)
    room = models.CharField(max_length=20, blank=True, default="", db_default="")
    made = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "source", "source_id"],
                condition=~models.Q(source_id=""),
                name="one_area_per_source_id",
            ),
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="area_kind_known"),
        ]
        indexes = [models.Index(fields=["municipality", "name"], name="places_area_name")]

    def __str__(self) -> str:
        return self.name


class Outline(TenantModel):
    """Where an area lay from `since` until `until`, or lies now; never two at one time.

    What lies in it is found by its box through the index, and told exactly by its rings.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="outlines")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    square_metres = models.FloatField()
    box = BoxField()

    class Meta:
        indexes = [GistIndex("municipality", "box", name="places_outline_box")]
        constraints = [
            ExclusionConstraint(
                name="one_outline_at_a_time",
                expressions=[
                    ("area", "="),
                    (models.Func("since", "until", function="tstzrange", output_field=DateTimeRangeField()), "&&"),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.since:%Y-%m-%d}"


class OutlineRing(TenantModel):
    """One closed line of an outline: the shell of a part, or a hole in it."""

    outline = models.ForeignKey(Outline, on_delete=models.PROTECT, related_name="rings")
    part = models.SmallIntegerField()
    hole = models.BooleanField()
    line = PolygonField()

    def __str__(self) -> str:
        return f"{self.outline_id} {self.part}"


class AreaFile(TenantModel):
    """The areas of an uploaded file, in metres, until somebody has chosen which of them are taken."""

    at = models.DateTimeField()
    name = models.CharField(max_length=255)
    source = models.CharField(max_length=60)
    found = models.JSONField()

    def __str__(self) -> str:
        return self.name


class DoNotVisit(TenantModel):
    """A dwelling where nobody knocks, until and including `expires` (None: until it is taken off the list)."""

    dwelling = models.ForeignKey(Dwelling, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=16)
    expires = models.DateField(null=True)
    added = models.DateTimeField()
    added_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "dwelling"], name="do_not_visit_once")]

    def __str__(self) -> str:
        return f"{self.dwelling_id} {self.reason}"
