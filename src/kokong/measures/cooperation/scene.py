"""This room's part of the demonstration, which looks back at the others; each part has a scene of its own."""

from kokong.kernel.scene import Stage

from .agreement import scene as agreement
from .best import scene as best
from .picture import scene as picture
from .plan import scene as plan
from .rhythm import scene as rhythm


def stage(stage: Stage) -> None:
    """Play them in their order: the picture, what it suggests, the plan made of both, and the meetings."""
    picture.stage(stage)
    best.stage(stage)
    agreement.stage(stage)
    plan.stage(stage)
    rhythm.stage(stage)
