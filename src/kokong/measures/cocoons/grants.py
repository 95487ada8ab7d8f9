"""What each role of the database may do with this room's tables (`kernel.grants`)."""

from typing import Final

# web    worker  raiser  receiver  signin  command
TABLES: Final = """
cocoons_cocoon                rw     raw     .       .         .       raw
cocoons_contact               rawd   r       .       .         .       rawd
cocoons_door                  raw    raw     .       .         .       raw
cocoons_followup              rad    rw      .       .         .       rawd
cocoons_preset                rawd   r       .       .         .       rawd
cocoons_round                 raw    rw      .       .         .       raw
cocoons_rounddoor             rad    rad     .       .         .       rad
cocoons_roundvisitor          rad    rd      .       .         .       rad
cocoons_visit                 ra     rw      .       .         .       raw
"""
