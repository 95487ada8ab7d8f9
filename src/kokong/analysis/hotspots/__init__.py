"""Where burglaries gather: surfaces of risk on a metric grid."""

from .classes import Classes, classify
from .clusters import getis_ord
from .density import Bandwidth, choose_bandwidth, density, per_dwelling, recency
from .grid import Grid, add_kernels, far_off, grid_over, smooth

__all__ = [
    "Bandwidth",
    "Classes",
    "Grid",
    "add_kernels",
    "choose_bandwidth",
    "classify",
    "density",
    "far_off",
    "getis_ord",
    "grid_over",
    "per_dwelling",
    "recency",
    "smooth",
]
