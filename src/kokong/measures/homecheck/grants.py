"""What each role of the database may do with this room's tables (`kernel.grants`)."""

from typing import Final

# web     worker  raiser  receiver  signin  command
TABLES: Final = """
homecheck_keeper rawd   rawd   .       .         .       rawd
homecheck_check  rawd   rd     .       .         .       rawd
homecheck_plan    rawd   rawd   .       .         .       rawd
homecheck_contact rawd   rawd   .       .         .       rawd
homecheck_asking ra     rd     .       .         .       rad
"""
