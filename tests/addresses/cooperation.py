"""Every address of `cooperation`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import page

INSIDE: Final = {
    "cooperation:front": page("cooperation.see"),
}
