"""What a measure has to do in the course of the year, for the year wheel on the page *Plan*."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Item:
    """Something that has its time: `count` of one sort that are to be done `by` a day, and where they are seen to.

    What has been done is not told: it is in the ledger.
    """

    by: date
    title: str
    count: int = 1
    url: str = ""
