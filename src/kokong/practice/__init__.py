"""A burglary that never was: drills in a municipality of their own."""
