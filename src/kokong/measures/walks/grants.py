"""What each role of the database may do with this room's tables (`kernel.grants`)."""

from typing import Final

# web      worker  raiser  receiver  signin  command
TABLES: Final = """
walks_walk     raw    raw    .       .         .       raw
walks_holder   raw    raw    .       .         .       raw
walks_finding  raw    raw    .       .         .       raw
walks_shown    rawd   raw    .       .         .       raw
walks_ask      raw    raw    .       .         .       raw
walks_report   raw    raw    .       .         .       raw
walks_wish     raw    rawd   .       .         .       rawd
"""
