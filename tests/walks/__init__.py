"""Safety walks."""
