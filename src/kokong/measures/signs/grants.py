"""What each role of the database may do with this room's tables (`kernel.grants`)."""

from typing import Final

# web    worker  raiser  receiver  signin  command
TABLES: Final = """
signs_sign     raw    raw     .       .         .       raw
signs_check    ra     raw     .       .         .       raw
signs_siting   ra     rwd    .       .         .       rd
"""
