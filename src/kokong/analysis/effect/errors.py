"""What an evaluation refuses, in the user's words."""


class NotWarranted(ValueError):
    """The data can't carry the number asked for. The message says what happened and what to do."""

    @property
    def said(self) -> str:
        """The message itself, which `words.again` says in another language."""
        return self.args[0] if self.args else ""


class BadFile(NotWarranted):
    """The file of counts can't be read as one count per area and period."""
