"""Active communication: campaigns in many channels, with one approval."""
