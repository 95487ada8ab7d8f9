"""How the log is said: what this part writes there."""

from typing import Final

from kokong.kernel.said import LogWords

WORDS: Final = LogWords()
