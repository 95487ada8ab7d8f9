"""In the demonstration alone: everything that would have been sent, as a page."""
