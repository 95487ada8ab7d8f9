"""What this room is to the house."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.measure import Measure

_HERE: Final = "kokong.measures.homecheck"

MEASURE: Final = Measure(
    name="homecheck",
    title=_("Home check"),
    part="homecheck",
    icon="house",
    public=(f"{_HERE}.public:CHECK",),
)
