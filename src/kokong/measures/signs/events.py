"""What happens to signs."""

from dataclasses import dataclass

from kokong.kernel.events import event


@event("sign.moved")
@dataclass(frozen=True)
class SignMoved:
    """A sign was ordered, put up, found worn, replaced, taken down, or corrected."""

    sign_id: int
