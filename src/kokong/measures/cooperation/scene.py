"""This room's part of the demonstration; each part has a scene of its own."""

from kokong.kernel.scene import Stage

from .picture import scene as picture


def stage(stage: Stage) -> None:
    """Play them in their order."""
    picture.stage(stage)
