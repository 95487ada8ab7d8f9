"""What each role of the database may do with this part's tables (`kernel.grants`)."""

from typing import Final

# web                    worker  raiser  receiver  signin  command
TABLES: Final = """
cooperation_bestanswer   ra      raw     .         .       .       raw
"""
