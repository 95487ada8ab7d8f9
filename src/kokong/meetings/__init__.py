"""People meet: invited, answered, told of changes, counted, and what was agreed is kept."""
