"""The arrows between rooms: one file each, run by events, idempotent by the event's id."""
