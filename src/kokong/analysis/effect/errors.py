"""What an evaluation refuses, in the user's words."""


class NotWarranted(ValueError):
    """The data can't carry the number asked for. The message says what happened and what to do."""


class BadFile(NotWarranted):
    """The file of counts can't be read as one count per area and period."""
