"""Which doors to visit first after a burglary, and how many burglaries the visits could reach."""

from .history import Dwellings, History
from .homes import HomesFound, homes_found, week_nearness, week_risk
from .kernel import DoorRisk, fit_door_risk
from .ranking import Ranking, Recall, rank_by_distance, rank_doors, recall_at

__all__ = [
    "DoorRisk",
    "Dwellings",
    "History",
    "HomesFound",
    "Ranking",
    "Recall",
    "fit_door_risk",
    "homes_found",
    "rank_by_distance",
    "rank_doors",
    "recall_at",
    "week_nearness",
    "week_risk",
]
