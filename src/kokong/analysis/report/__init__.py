"""One page about a file of burglaries: what it holds and lacks, near repeats, risk, backtest, ceiling."""

from .findings import Findings, find
from .page import page

__all__ = ["Findings", "find", "page"]
