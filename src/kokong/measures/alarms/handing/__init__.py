"""From shift to shift: notes that stay until they are done, and the list with which somebody takes over."""
