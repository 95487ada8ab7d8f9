"""A simulated Swedish town by the sea: for the demonstration, for tests and for benchmarks."""

from .burglaries import Effect, Model, SimulatedBurglary, simulate_burglaries
from .havsvik import HAVSVIK
from .model import Area, Building, District, Dwelling, DwellingKind, Entrance, Point, Ring, Street, Town
from .norrsund import NORRSUND
from .osm import write_osm_pbf
from .plans import TownPlan
from .town import build_town

__all__ = [
    "HAVSVIK",
    "NORRSUND",
    "Area",
    "Building",
    "District",
    "Dwelling",
    "DwellingKind",
    "Effect",
    "Entrance",
    "Model",
    "Point",
    "Ring",
    "SimulatedBurglary",
    "Street",
    "Town",
    "TownPlan",
    "build_town",
    "simulate_burglaries",
    "write_osm_pbf",
]
