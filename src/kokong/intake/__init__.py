"""Tables of any kind taken in: which column means what, row by row, and what was left out with the reason."""
