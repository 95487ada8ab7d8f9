"""What went wrong, in the user's words."""

from typing import ClassVar


class UserError(Exception):
    """Something the user can mend. The message says what happened, what was kept, and what to do.

    Pages show it beside the form, the API answers 422 with it, the command line prints it and exits 1.
    Rooms raise subclasses where callers tell them apart. `status` is what the API answers.
    """

    status: ClassVar[int] = 422

    @property
    def message(self) -> str:
        """The sentence itself."""
        return str(self)
