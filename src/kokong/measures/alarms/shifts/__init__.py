"""What operators keep for themselves and hand on: reminders, inbound calls, notes of the shift, hand-overs."""
