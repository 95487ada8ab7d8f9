"""The Kalmar method, a room per measure."""
