"""News from the police: published events for people to read. Never burglaries, never analysed."""
