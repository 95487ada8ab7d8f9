"""What each role of the database may do with this room's tables (`kernel.grants`)."""

from typing import Final

# web     worker  raiser  receiver  signin  command
TABLES: Final = """
watch_setting    raw    r      .       .         .       raw
watch_group      raw    raw    .       .         .       raw
watch_household  rawd   rawd   .       .         .       rawd
watch_member     rawd   rawd   .       .         .       rawd
watch_away       rawd   rd     .       .         .       rawd
watch_note       rad    rd     .       .         .       rad
watch_question   raw    rd     .       .         .       rawd
watch_asking     ra     rd     .       .         .       rad
watch_alert      raw    raw    .       .         .       rawd
watch_alertword  raw    r      .       .         .       rawd
watch_alertreply raw    rwd    .       .         .       rawd
"""
