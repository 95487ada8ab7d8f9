"""What each role of the database may do with this room's tables (`kernel.grants`)."""

from typing import Final

# web             worker  raiser  receiver  signin  command
TABLES: Final = """
marking_lot        raw    r      .       .         .       raw
marking_area       raw    r      .       .         .       raw
marking_handing    raw    raw    .       .         .       raw
marking_entry      ra     .      .       .         .       ra
marking_closing    ra     rw     .       .         .       raw
"""
