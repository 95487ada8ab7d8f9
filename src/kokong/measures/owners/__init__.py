"""Property owners and housing associations: who they are, which buildings are theirs, and whom to write to."""
