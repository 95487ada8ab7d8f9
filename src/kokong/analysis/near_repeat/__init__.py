"""Near repeats: burglaries close in space and time, more than chance alone would give."""

from .bands import Bands, Closed, Metric
from .ceiling import Ceiling, prevention_ceiling
from .knox import Distance, Knox, as_json, knox
from .links import Links, links
from .local import Chains, Local, chains, local_knox
from .network import Streets, network_knox
from .significance import Significance
from .text import as_text
from .windows import Sensitivity, midpoints, sensitivity_json, sensitivity_text, window_sensitivity

__all__ = [
    "Bands",
    "Ceiling",
    "Chains",
    "Closed",
    "Distance",
    "Knox",
    "Links",
    "Local",
    "Metric",
    "Sensitivity",
    "Significance",
    "Streets",
    "as_json",
    "as_text",
    "chains",
    "knox",
    "links",
    "local_knox",
    "midpoints",
    "network_knox",
    "prevention_ceiling",
    "sensitivity_json",
    "sensitivity_text",
    "window_sensitivity",
]
