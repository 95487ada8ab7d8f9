"""What each role of the database may do with this part's tables (`kernel.grants`)."""

from typing import Final

# web                   worker  raiser  receiver  signin  command
TABLES: Final = """
cooperation_wheelitem   raw     r       .         .       .       raw
cooperation_wheelturn   rawd    raw     .         .       .       raw
cooperation_wheelfeed   rad     rd      .         .       .       rd
cooperation_keptagenda  ra      r       .         .       .       ra
"""
