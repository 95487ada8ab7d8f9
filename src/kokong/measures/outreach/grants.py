"""What each role of the database may do with this room's tables (`kernel.grants`)."""

from typing import Final

# web    worker  raiser  receiver  signin  command
TABLES: Final = """
outreach_campaign     raw    raw     .       .         .       raw
outreach_revision     ra     raw     .       .         .       raw
outreach_part         raw    raw     .       .         .       raw
outreach_link         r      ra      .       .         .       ra
outreach_click        raw    r       .       .         .       r
outreach_subscriber   rawd   rwd     .       .         .       rawd
outreach_pressoffice  rawd   rd      .       .         .       rad
outreach_reply        raw    raw     .       .         .       raw
outreach_prices       raw    r       .       .         .       raw
outreach_asking       ra     rd      .       .         .       rd
"""
