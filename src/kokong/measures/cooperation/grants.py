"""What each role of the database may do with this room's tables (`kernel.grants`)."""

from typing import Final

from .agreement.grants import TABLES as AGREEMENT
from .best.grants import TABLES as BEST
from .hours.grants import TABLES as HOURS
from .picture.grants import TABLES as PICTURE
from .plan.grants import TABLES as PLAN
from .rhythm.grants import TABLES as RHYTHM

PARTS: Final = (PICTURE, PLAN, RHYTHM, BEST, HOURS, AGREEMENT)
TABLES: Final = "\n".join(part.strip() for part in PARTS if part.strip())
