"""When the sun sets. Pure; by the equations of the NOAA solar calculator, good to a minute (0111)."""

from datetime import UTC, date, datetime, timedelta
from math import acos, asin, atan2, cos, degrees, radians, sin, tan
from typing import Final

_HORIZON: Final = radians(90.833)
"""The sun's upper edge at the horizon: half its width and what the air bends its light."""


def sunset(*, lat: float, lon: float, day: date) -> datetime | None:
    """The moment of sunset on a day at a place in degrees; None where the sun doesn't set, or doesn't rise."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) - timedelta(minutes=4 * lon)
    found = _after_noon(lat, lon, day, noon)
    return found and _after_noon(lat, lon, day, found)


def _after_noon(lat: float, lon: float, day: date, near: datetime) -> datetime | None:
    declination, equation = _sun(near)
    cosine = cos(_HORIZON) / (cos(radians(lat)) * cos(declination)) - tan(radians(lat)) * tan(declination)
    if not -1 <= cosine <= 1:
        return None
    minutes = 720 - 4 * lon - equation + 4 * degrees(acos(cosine))
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minutes)


def _sun(at: datetime) -> tuple[float, float]:
    """Its declination in radians, and the equation of time in minutes."""
    t = ((at - datetime(2000, 1, 1, 12, tzinfo=UTC)) / timedelta(days=1)) / 36_525
    mean = radians((280.46646 + t * (36_000.76983 + 0.0003032 * t)) % 360)
    anomaly = radians(357.52911 + t * (35_999.05029 - 0.0001537 * t))
    centre = radians(
        sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t))
        + sin(2 * anomaly) * (0.019993 - 0.000101 * t)
        + sin(3 * anomaly) * 0.000289
    )
    node = radians(125.04 - 1934.136 * t)
    apparent = mean + centre - radians(0.00569 + 0.00478 * sin(node))
    tilt = radians(23.4392911 - 0.0130042 * t + 0.00256 * cos(node))
    declination = asin(sin(tilt) * sin(apparent))
    right = atan2(cos(tilt) * sin(apparent), cos(apparent))
    apart = (degrees(mean - radians(0.0057183) - right) + 180) % 360 - 180
    return declination, 4 * apart
