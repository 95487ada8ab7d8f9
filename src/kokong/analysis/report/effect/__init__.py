"""A verdict as one page that can be sent, printed and read on a phone."""
