"""What each role of the database may do with the picture's tables (`kernel.grants`)."""

from typing import Final

# web                          worker  raiser  receiver  signin  command
TABLES: Final = """
cooperation_picturetext     raw  rw      .       .         .       raw
cooperation_pictureversion  raw  rw      .       .         .       raw
"""
