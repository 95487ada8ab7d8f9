"""Tables of this room. Each part has its own, and Django finds them here."""

from .agreement import models as agreement
from .best import models as best
from .hours import models as hours
from .picture import models as picture
from .plan import models as plan
from .rhythm import models as rhythm

__all__ = ["agreement", "best", "hours", "picture", "plan", "rhythm"]
