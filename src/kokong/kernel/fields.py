"""Model pieces that every room uses: the tenant's column, and PostgreSQL's own point, box and polygon."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

if TYPE_CHECKING:
    _PointColumn = models.Field["Point | tuple[float, float] | None", "Point"]
    _BoxColumn = models.Field["tuple[float, float, float, float]", "tuple[float, float, float, float]"]
    _PolygonColumn = models.Field["Sequence[tuple[float, float]]", "tuple[Point, ...]"]
    _IdsColumn = models.Field["Iterable[int] | None", "tuple[int, ...] | None"]
    _IdLookup = models.Lookup[Any]
else:
    _PointColumn = _BoxColumn = _PolygonColumn = _IdsColumn = models.Field
    _IdLookup = models.Lookup


class Point(NamedTuple):
    """A place in the municipality's metric coordinate system, metres."""

    x: float
    y: float


class PointField(_PointColumn):
    """PostgreSQL's native `point`; ordered by distance through GiST with `<->`."""

    description = "A point in metres"

    def db_type(self, connection: Any) -> str:
        """The column's type."""
        return "point"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Point | None:
        """`(x,y)` from the database as a Point."""
        if value is None:
            return None
        x, y = value.strip("()").split(",")
        return Point(float(x), float(y))

    def to_python(self, value: Any) -> Point | None:
        """A Point from a pair. Raises ValidationError for anything else."""
        if value is None or isinstance(value, Point):
            return value
        try:
            x, y = value
            return Point(float(x), float(y))
        except (TypeError, ValueError) as error:
            raise ValidationError("A point is a pair of numbers.") from error

    def get_prep_value(self, value: Any) -> str | None:
        """A Point as `(x,y)`, with all the digits that a float has."""
        point = self.to_python(value)
        return None if point is None else f"({point.x!r},{point.y!r})"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """The text form, whichever path Django takes."""
        return value if prepared else self.get_prep_value(value)


class BoxField(_BoxColumn):
    """PostgreSQL's native `box`: west, south, east, north; found through GiST with `&&`."""

    description = "A box in metres"

    def db_type(self, connection: Any) -> str:
        """The column's type."""
        return "box"

    def from_db_value(
        self, value: str | None, expression: Any, connection: Any
    ) -> tuple[float, float, float, float] | None:
        """`(east,north),(west,south)` from the database in our order."""
        if value is None:
            return None
        (east, north), (west, south) = ((float(x), float(y)) for x, y in _PAIR.findall(value))
        return west, south, east, north

    def get_prep_value(self, value: tuple[float, float, float, float] | None) -> str | None:
        """As PostgreSQL writes it, with all the digits that a float has."""
        return None if value is None else "({!r},{!r}),({!r},{!r})".format(*map(float, value))


_PAIR: Final = re.compile(r"\(([^(),]+),([^(),]+)\)")


class PolygonField(_PolygonColumn):
    """PostgreSQL's native `polygon`: one closed line, its first point said once."""

    description = "A closed line in metres"

    def db_type(self, connection: Any) -> str:
        """The column's type."""
        return "polygon"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> tuple[Point, ...] | None:
        """`((x,y),…)` from the database as points."""
        if value is None:
            return None
        numbers = map(float, value.replace("(", "").replace(")", "").split(","))
        return tuple(map(Point, numbers, numbers))

    def get_prep_value(self, value: Sequence[tuple[float, float]] | None) -> str | None:
        """Points as PostgreSQL writes them, with all the digits that a float has."""
        return None if value is None else "(" + ",".join(f"({x!r},{y!r})" for x, y in value) + ")"


class IdsField(_IdsColumn):
    """A set of ids as PostgreSQL's `int8multirange`: a whole list's ids take little more room than one."""

    description = "A set of ids"

    def db_type(self, connection: Any) -> str:
        """The column's type."""
        return "int8multirange"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> tuple[int, ...] | None:
        """The ids in order."""
        if value is None:
            return None
        return tuple(each for span in value for each in range(span.lower, span.upper))

    def get_prep_value(self, value: Iterable[int] | None) -> str | None:
        """Ids as PostgreSQL writes them, each a span of its own; the database joins neighbours."""
        return None if value is None else "{" + ",".join(f"[{each},{each}]" for each in value) + "}"


@IdsField.register_lookup
class Has(_IdLookup):
    """`rows__has=7`: whether an id is in the set."""

    lookup_name = "has"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> Any:
        """The id as it is."""
        return "%s", [int(value)]

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """PostgreSQL's containment."""
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} @> {right}::bigint", [*left_params, *right_params]


class CurrentMunicipality(models.Func):
    """The municipality in scope, as the database knows it; NULL (and so refused) where there is none."""

    template = "(nullif(current_setting('kokong.municipality', true), '')::bigint)"
    output_field = models.BigIntegerField()
    arity = 0
    allowed_default = True


class TenantModel(models.Model):
    """A row that belongs to one municipality: the one in scope when the row is written."""

    municipality = models.ForeignKey(
        "kernel.Municipality",
        on_delete=models.PROTECT,
        related_name="+",
        db_default=CurrentMunicipality(),
        editable=False,
    )

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=models.Model)


class AtHome(models.Manager[Row]):
    """Rows that still know their dwelling. Once its time is over a row is there for counting only."""

    def get_queryset(self) -> models.QuerySet[Row]:
        """Without the others."""
        return super().get_queryset().filter(dwelling__isnull=False)
