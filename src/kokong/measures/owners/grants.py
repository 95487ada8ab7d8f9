"""What each role of the database may do with this room's tables (`kernel.grants`)."""

from typing import Final

# web           worker  raiser  receiver  signin  command
TABLES: Final = """
owners_owner     raw    raw    .       .         .       raw
owners_building  raw    raw    .       .         .       raw
owners_home      ra     ra     .       .         .       ra
owners_claim     raw    raw    .       .         .       raw
owners_contact   raw    rawd   .       .         .       rawd
owners_check     raw    raw    .       .         .       raw
owners_answer    ra     raw    .       .         .       raw
owners_setting   raw    r      .       .         .       r
owners_told      ra     ra     .       .         .       ra
"""
