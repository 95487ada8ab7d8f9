"""Areas to compare with, proposed by what happened before the start."""
