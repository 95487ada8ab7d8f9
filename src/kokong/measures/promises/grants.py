"""What each role of the database may do with this room's tables (`kernel.grants`)."""

from typing import Final

# web                worker  raiser  receiver  signin  command
TABLES: Final = """
promises_promise     raw     raw     .         .       .       raw
promises_action      rawd    raw     .         .       .       rawd
promises_counting    rawd    raw     .         .       .       rawd
promises_month       rawd    rawd    .         .       .       rawd
promises_signature   raw     raw     .         .       .       raw
promises_dialogue    raw     raw     .         .       .       raw
promises_question    ra      r       .         .       .       ra
promises_theme       ra      r       .         .       .       ra
promises_reply       raw     raw     .         .       .       raw
promises_saying      raw     raw     .         .       .       raw
"""
