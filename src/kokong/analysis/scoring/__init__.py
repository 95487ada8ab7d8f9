"""Honest scores: how much of what happened lay where a forecast pointed."""

from .curves import Curve, by_chance, cells_for, curve, recapture
from .scores import Calibration, Difference, calibration, log_score, paired_bootstrap

__all__ = [
    "Calibration",
    "Curve",
    "Difference",
    "by_chance",
    "calibration",
    "cells_for",
    "curve",
    "log_score",
    "paired_bootstrap",
    "recapture",
]
