"""Where burglaries gather: surfaces of risk on a metric grid."""

from .clusters import getis_ord
from .density import Bandwidth, choose_bandwidth, density, per_dwelling, recency
from .grid import Grid, far_off, grid_over, smooth

__all__ = [
    "Bandwidth",
    "Grid",
    "choose_bandwidth",
    "density",
    "far_off",
    "getis_ord",
    "grid_over",
    "per_dwelling",
    "recency",
    "smooth",
]
