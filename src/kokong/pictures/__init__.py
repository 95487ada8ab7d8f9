"""Photos of what the measures are about: made small and clean when they come in, seen with their subject."""
