"""Somebody rings the centre: the home is found, who it is is asked, what they want is written down and done."""
