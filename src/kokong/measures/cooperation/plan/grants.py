"""What each role of the database may do with this part's tables (`kernel.grants`)."""

from typing import Final

# web                    worker  raiser  receiver  signin  command
TABLES: Final = """
cooperation_actionplan   raw     r       .         .       .       raw
cooperation_planitem     rawd    raw     .         .       .       rawd
cooperation_plannote     ra      raw     .         .       .       raw
"""
