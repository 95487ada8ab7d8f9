"""What a person is entitled to: to see what is held of them, take it along, and have it corrected or deleted."""
