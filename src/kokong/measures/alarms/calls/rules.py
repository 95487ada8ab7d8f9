"""Who calls, how that is known, what they want, and what that allows. Pure."""

import unicodedata
from typing import Final

WHO: Final = ("owner", "resident", "key_holder", "neighbour", "other")
IDENTITIES: Final = ("right", "wrong", "called_back", "not_asked")
KNOWN: Final = frozenset({"right", "called_back"})  # who calls is who they say
WANTED: Final = ("mistake", "away", "test", "burglary", "question", "other")
TESTS: Final = (30, 60, 120, 240)  # minutes for which a caller may have a panel put in test


def plain(word: str) -> str:
    """A code word as it is compared: however it is written, it sounds the same."""
    folded = unicodedata.normalize("NFKC", word).casefold()
    return "".join(sign for sign in folded if sign.isalnum())
