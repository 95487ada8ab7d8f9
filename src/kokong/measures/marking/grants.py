"""What each role of the database may do with this room's tables (`kernel.grants`)."""

from typing import Final

# web             worker  raiser  receiver  signin  command
TABLES: Final = """
marking_lot        raw    r      .       .         .       raw
marking_area       raw    rw     .       .         .       raw
marking_handing    raw    raw    .       .         .       raw
marking_entry      ra     .      .       .         .       ra
marking_closing    ra     rw     .       .         .       raw
marking_said       raw    raw    .       .         .       raw
marking_reached    raw    raw    .       .         .       raw
marking_find       ra     rw     .       .         .       raw
marking_question   raw    rw     .       .         .       raw
"""
